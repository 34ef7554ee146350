import { connectPolicy } from '#lib/state/allowed-origins.ts';

let narrowed = false;

/**
 * From here on this page and the workers it starts reach the named origins and its own, and nothing else. A policy can only be
 * narrowed: what is allowed later counts from the next load on. Before any worker runs and any key is loaded.
 */
export function narrowConnect(origins: readonly string[]): void {
	if (narrowed) return;
	narrowed = true;
	const meta = document.createElement('meta');
	meta.httpEquiv = 'content-security-policy';
	meta.content = connectPolicy(origins);
	document.head.append(meta);
}
