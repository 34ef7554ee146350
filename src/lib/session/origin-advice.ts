import type { OriginRefusal } from './origin-policy.ts';

/** Why no key is made or loaded on this address, and where it could be. */
export interface OriginAdvice {
	readonly what: string;
	readonly next: string;
	/** The same page on an origin of its own; `undefined` = there is none that could be named. */
	readonly link: string | undefined;
}

/** The parts of an address that matter here; a browser's `location` has them. */
export interface Address {
	readonly protocol: string;
	readonly hostname: string;
	readonly port: string;
	readonly pathname: string;
	readonly search: string;
}

export function originAdvice(reason: OriginRefusal, address: Address): OriginAdvice {
	switch (reason) {
		case 'path-gateway':
			return {
				what: 'Every site of this gateway shares one storage, so any of them could use a key made here.',
				next: 'Open this page under an address of its own. Watching and the vault work here.',
				link: ownOrigin(address)
			};
		case 'framed':
			return {
				what: 'This page is inside another one, which could cover it and catch your clicks.',
				next: 'Open it in a tab of its own.',
				link: `${address.protocol}//${hostOf(address)}${address.pathname}${address.search}`
			};
		case 'insecure':
			return {
				what: 'This address is not secure: anybody between you and it can change the page.',
				next: 'Open it over https, or through a local IPFS node.',
				link: secured(address)
			};
		case 'unknown-host':
			return {
				what: 'This host is not known to be a whole origin of ours: others may serve pages from it.',
				next: 'Open the release by its CID on a sub-domain gateway or through a local IPFS node. The demo network works here.',
				link: undefined
			};
	}
}

const hostOf = ({ hostname, port }: Address): string =>
	port === '' ? hostname : `${hostname}:${port}`;

/** A name, not an address of numbers, can be asked for over https. */
const secured = (address: Address): string | undefined =>
	/^[\d.]+$|^\[/.test(address.hostname)
		? undefined
		: `https://${address.hostname}${address.pathname}${address.search}`;

const PATH = /^\/(ipfs|ipns)\/([^/]+)(\/.*)?$/;
/** What may stand in front of a host as it is: a CIDv1 in base32, or an IPNS key. */
const LABEL = { ipfs: /^b[a-z2-7]{58}$/, ipns: /^k51[a-z0-9]{59}$/ };
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** A public gateway that gives every CID an origin of its own, and forwards those in other writings. */
const GATEWAY = 'dweb.link';

/** `/ipfs/<cid>/keeper/` as `<cid>.ipfs.<gateway>/keeper/`; a local node serves its own sub-domains. */
function ownOrigin({ protocol, hostname, port, pathname, search }: Address): string | undefined {
	const [, space, id, rest = '/'] = PATH.exec(pathname) ?? [];
	if (id === undefined || (space !== 'ipfs' && space !== 'ipns')) return undefined;
	const tail = `${rest}${search}`;
	if (!LABEL[space].test(id)) {
		// names of a DNSLink would share a label that nobody can check; only a CID can be forwarded safely
		return space === 'ipfs' ? `https://${GATEWAY}/ipfs/${id}${tail}` : undefined;
	}
	if (LOOPBACK.includes(hostname)) {
		const own = port === '' ? '' : `:${port}`;
		return `${protocol}//${id}.${space}.localhost${own}${tail}`;
	}
	return `https://${id}.${space}.${GATEWAY}${tail}`;
}
