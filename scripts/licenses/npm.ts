import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

export type Licensed = { readonly name: string; readonly license: string };

/** Build tools whose own code ends up in the page. */
const SHIPPED_TOOLS = ['svelte', '@sveltejs/kit'];

const Dependencies = v.optional(v.record(v.string(), v.string()), {});
const Entry = v.object({
	license: v.optional(v.string(), ''),
	dependencies: Dependencies,
	optionalDependencies: Dependencies
});
const Lock = v.object({ packages: v.record(v.string(), Entry) });
type Entries = v.InferOutput<typeof Lock>['packages'];

/** Every package of the lockfile that a runtime dependency or a shipped tool brings along. */
export function npmPackages(root: string): Licensed[] {
	const file = join(root, 'package-lock.json');
	if (!existsSync(file)) throw new Error('expected package-lock.json, found none');
	const { packages } = v.parse(Lock, JSON.parse(readFileSync(file, 'utf8')));
	const found = new Map<string, Licensed>();
	const visit = (path: string) => {
		const entry = packages[path];
		if (entry === undefined || found.has(path)) return;
		if (path !== '') found.set(path, { name: path, license: entry.license });
		for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
			visit(resolve(packages, path, name));
	};
	visit('');
	for (const name of SHIPPED_TOOLS) visit(`node_modules/${name}`);
	return [...found.values()];
}

/** Node's own rule: the nearest node_modules folder upwards. */
function resolve(packages: Entries, from: string, name: string): string {
	for (
		let folder = from;
		folder !== '';
		folder = folder.slice(0, folder.lastIndexOf('/node_modules/') + 1)
	) {
		const nested = `${folder.replace(/\/$/, '')}/node_modules/${name}`;
		if (nested in packages) return nested;
		if (!folder.includes('/node_modules/')) break;
	}
	return `node_modules/${name}`;
}
