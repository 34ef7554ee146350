import { staticHost } from '../static-host.ts';

/** A content id like those of IPFS: a label of its own for the sub-domain, a folder for the path. */
export const CID = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';

/**
 * Where the built site may stand: at the root of any file server; behind a gateway that serves all sites from one
 * origin, where no key may live; or behind one that gives each site an origin of its own.
 */
export type HostKind = 'plain' | 'path-gateway' | 'sub-domain';

export interface SiteHost {
	readonly kind: HostKind;
	/** With a slash at its end. */
	readonly url: string;
	readonly hostname: string;
	/** URL of a page: `page('vault/')`. */
	page(path: string): string;
	close(): Promise<void>;
}

/** A file as it is answered in place of the built one; `undefined` = 404. */
export type Replacement = string | undefined;

/** `replace`: files that this host serves otherwise, by their path in the build: `networks.json`. */
export async function openHost(
	kind: HostKind,
	replace: ReadonlyMap<string, Replacement> = new Map()
): Promise<SiteHost> {
	const host = await staticHost(kind === 'path-gateway' ? `/ipfs/${CID}/` : '/', replace);
	const at = new URL(host.url);
	if (kind === 'sub-domain') at.hostname = `${CID}.ipfs.localhost`;
	return {
		kind,
		url: at.href,
		hostname: at.hostname,
		page: (path) => new URL(path, at).href,
		close: () => host.close()
	};
}
