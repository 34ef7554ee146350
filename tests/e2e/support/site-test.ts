import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test as base } from '@playwright/test';
import { openHost, type HostKind, type Replacement, type SiteHost } from './hosts.ts';

interface Options {
	readonly hostKind: HostKind;
	/** Files that the host serves otherwise. */
	readonly replace: ReadonlyMap<string, Replacement>;
}

/** A test with a host of its own for the built site. */
export const test = base.extend<Options & { host: SiteHost }>({
	hostKind: ['plain', { option: true }],
	replace: [new Map(), { option: true }],
	host: async ({ hostKind, replace }, use) => {
		const host = await openHost(hostKind, replace);
		await use(host);
		await host.close();
	}
});

const BUILD = join(import.meta.dirname, '../../../build');

/** Every page of the build, as a path with a slash at its end; the first is ``. */
export function builtPages(): readonly string[] {
	if (!existsSync(join(BUILD, 'index.html'))) throw new Error('no build found: npm run build');
	return readdirSync(BUILD, { recursive: true, encoding: 'utf8' })
		.filter((path) => path === 'index.html' || path.endsWith('/index.html'))
		.map((path) => (path === 'index.html' ? '' : `${dirname(path)}/`))
		.sort();
}
