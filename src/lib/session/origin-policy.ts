/** What a page knows about where it runs: `isSecureContext`, `top === self`, and its location. */
export interface Origin {
	readonly isSecureContext: boolean;
	readonly isTop: boolean;
	readonly hostname: string;
	readonly pathname: string;
}

/** What decides besides the origin itself. */
export interface OriginRules {
	/** Names we control (DNSLink, ENS), fixed at build time. */
	readonly own: readonly string[];
	/** A development build: loopback counts as isolated. */
	readonly dev: boolean;
	/** The embedded sandbox network, whose money is nobody's. */
	readonly sandbox: boolean;
}

export type OriginRefusal = 'insecure' | 'framed' | 'path-gateway' | 'unknown-host';

export type OriginVerdict =
	{ readonly kind: 'keys' } | { readonly kind: 'refused'; readonly reason: OriginRefusal };

/** A CIDv1 (base32, sha-256) under ipfs, or an IPNS key under ipns, as the first label of a gateway. */
const ISOLATED = /^(?:b[a-z2-7]{58}|k51[a-z0-9]{59})\.(?:ipfs|ipns)\..+/;
const LOOPBACK = ['localhost', '127.0.0.1'];

/**
 * Whether a session key may be created or loaded on this origin (browser.md §7). On a path gateway every site of the world shares
 * one storage: refused before every rule that allows, loopback and sandbox included. The rule proves isolation, not honest bytes.
 */
export function originPolicy(origin: Origin, rules: OriginRules): OriginVerdict {
	if (!origin.isSecureContext) return refused('insecure');
	if (!origin.isTop) return refused('framed');
	if (/^\/(?:ipfs|ipns)\//.test(origin.pathname)) return refused('path-gateway');
	const allowed =
		rules.sandbox ||
		rules.own.includes(origin.hostname) ||
		ISOLATED.test(origin.hostname) ||
		(rules.dev && LOOPBACK.includes(origin.hostname));
	return allowed ? { kind: 'keys' } : refused('unknown-host');
}

const refused = (reason: OriginRefusal): OriginVerdict => ({ kind: 'refused', reason });
