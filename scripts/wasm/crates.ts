import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'smol-toml';

export type Table = Readonly<Record<string, unknown>>;
/** One crate of ours and what is compiled into it; dev-dependencies are not. */
export type Crate = {
	readonly folder: string;
	readonly name: string;
	/** Package names, as the lockfile has them. */
	readonly dependencies: readonly string[];
	/** What it inherits from `[workspace.dependencies]`. */
	readonly inherited: Table;
};

/** A crate and every path dependency that is compiled into it, sorted by folder. */
export function crates(root: string, workspace: string, folder: string): Crate[] {
	const shared = readToml(root, `${workspace}/Cargo.toml`);
	const found = new Map<string, Crate>();
	const visit = (path: string) => {
		if (found.has(path)) return;
		const { crate, neighbours } = readCrate(root, workspace, shared, path);
		found.set(path, crate);
		neighbours.forEach(visit);
	};
	visit(folder);
	for (const registry of Object.values(table(shared.patch)))
		for (const replacement of Object.values(table(registry))) {
			const { path } = table(replacement);
			if (typeof path === 'string') visit(posix.join(workspace, path));
		}
	return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function readCrate(root: string, workspace: string, shared: Table, folder: string) {
	const manifest = readToml(root, `${folder}/Cargo.toml`);
	const offered = table(table(shared.workspace).dependencies);
	const inherited: Record<string, unknown> = {};
	const dependencies: string[] = [];
	const neighbours: string[] = [];
	for (const [key, value] of compiledIn(manifest)) {
		const shares = table(value).workspace === true;
		if (shares) inherited[key] = offered[key];
		const { path, package: renamed } = table(shares ? offered[key] : value);
		dependencies.push(typeof renamed === 'string' ? renamed : key);
		if (typeof path === 'string') neighbours.push(posix.join(shares ? workspace : folder, path));
	}
	const name = String(table(manifest.package).name);
	return { crate: { folder, name, dependencies, inherited }, neighbours };
}

function compiledIn(manifest: Table): [string, unknown][] {
	const owners = [manifest, ...Object.values(table(manifest.target)).map(table)];
	return owners
		.flatMap((owner) => [table(owner.dependencies), table(owner['build-dependencies'])])
		.flatMap((section) => Object.entries(section));
}

export function readToml(root: string, file: string): Table {
	if (!existsSync(join(root, file))) throw new Error(`expected ${file}, found nothing`);
	return parse(readFileSync(join(root, file), 'utf8'));
}

/** The value as a table, or an empty one. */
export function table(value: unknown): Table {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
