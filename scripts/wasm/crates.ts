import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'smol-toml';

type Table = Readonly<Record<string, unknown>>;

/** Folders of a crate and of every path dependency that is compiled into it (dev-dependencies are not). */
export function crateFolders(root: string, workspace: string, folder: string): string[] {
	const shared = manifestOf(root, workspace);
	const found = new Set<string>();
	const visit = (crate: string) => {
		if (found.has(crate)) return;
		found.add(crate);
		for (const dependency of pathDependencies(root, workspace, shared, crate)) visit(dependency);
	};
	visit(folder);
	for (const registry of Object.values(table(shared.patch)))
		for (const replacement of Object.values(table(registry))) {
			const path = table(replacement).path;
			if (typeof path === 'string') visit(posix.join(workspace, path));
		}
	return [...found].sort();
}

function pathDependencies(root: string, workspace: string, shared: Table, crate: string) {
	const manifest = manifestOf(root, crate);
	const inherited = table(table(shared.workspace).dependencies);
	const sections = [manifest, ...Object.values(table(manifest.target)).map(table)].flatMap(
		(owner) => [table(owner.dependencies), table(owner['build-dependencies'])]
	);
	const folders: string[] = [];
	for (const [name, value] of sections.flatMap((section) => Object.entries(section))) {
		const own = table(value);
		const path = own.workspace === true ? table(inherited[name]).path : own.path;
		if (typeof path !== 'string') continue;
		folders.push(posix.join(own.workspace === true ? workspace : crate, path));
	}
	return folders;
}

function manifestOf(root: string, folder: string): Table {
	const file = join(root, folder, 'Cargo.toml');
	if (!existsSync(file)) throw new Error(`expected a crate in ${folder}, found no Cargo.toml`);
	return parse(readFileSync(file, 'utf8'));
}

/** The value as a table, or an empty one. */
function table(value: unknown): Table {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
