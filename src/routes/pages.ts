import type { IconName } from '#lib/ui/icons.ts';

/** Main pages, in the order of every navigation. */
export const PAGES = [
	{ path: '/vault/', name: 'Vault', icon: 'vault' },
	{ path: '/keeper/', name: 'Keeper', icon: 'keeper' },
	{ path: '/lab/', name: 'Lab', icon: 'lab' },
	{ path: '/docs/', name: 'Docs', icon: 'docs' }
] as const satisfies readonly { path: string; name: string; icon: IconName }[];

/** Whether a link of the navigation leads to the page that is open, or to the section that it is in. */
export function currentOf(path: string, route: string | null): 'page' | 'true' | undefined {
	const here = route === '/' ? '/' : `${route ?? ''}/`;
	if (here === path) return 'page';
	return path !== '/' && here.startsWith(path) ? 'true' : undefined;
}
