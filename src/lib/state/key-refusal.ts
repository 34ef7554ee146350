import { originPolicy, type OriginRefusal } from '#lib/session/origin-policy.ts';

const REFUSED: Readonly<Record<OriginRefusal, string>> = {
	insecure: 'this page came over an insecure connection, and keeps no key',
	framed: 'this page stands in a frame of another one, and keeps no key',
	'path-gateway':
		'on this address every site shares one storage, so no key is kept; open the site under an address of its own',
	'unknown-host': 'this address is not known to be isolated, and keeps no key'
};

/** Why this address neither makes nor loads a key; `undefined`: it may. `sandbox`: the embedded network, whose money is nobody's. */
export function keyRefusal(sandbox: boolean): string | undefined {
	const { hostname, pathname } = location;
	const origin = { isSecureContext, isTop: top === self, hostname, pathname };
	const verdict = originPolicy(origin, { own: [], dev: import.meta.env.DEV, sandbox });
	return verdict.kind === 'keys' ? undefined : REFUSED[verdict.reason];
}
