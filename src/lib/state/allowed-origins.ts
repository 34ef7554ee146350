import type { Networks } from '#lib/networks.ts';

/**
 * Where this page may connect to: the endpoints and Friendbots that networks.json names, and the visitor's own. Everything
 * else is refused by the policy that is added once they are known.
 */
export function allowedOrigins(
	file: Networks | undefined,
	own: Readonly<Record<string, readonly string[]>>
): readonly string[] {
	const named = (file?.networks ?? []).flatMap(({ rpc, friendbot }) => [
		...rpc,
		...(friendbot === undefined ? [] : [friendbot])
	]);
	const origins = [...named, ...Object.values(own).flat()].flatMap((url) =>
		URL.canParse(url) ? [new URL(url).origin] : []
	);
	return [...new Set(origins)].toSorted();
}

/** Added as a `<meta>` after boot: it can only narrow what the page's own policy allows. */
export const connectPolicy = (origins: readonly string[]): string =>
	["connect-src 'self'", ...origins].join(' ');

export const isAmong = (url: string, origins: readonly string[]): boolean =>
	URL.canParse(url) && origins.includes(new URL(url).origin);
