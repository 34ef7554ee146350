import { join } from 'node:path';
import * as v from 'valibot';
import { must } from '../command.ts';
import { ARTIFACTS } from '../wasm/artifacts.ts';
import { recipe } from '../wasm/recipe.ts';
import { cleanEnvironment } from '../wasm/toolchain.ts';
import type { Licensed } from './npm.ts';

const Metadata = v.object({
	packages: v.array(
		v.object({
			id: v.string(),
			name: v.string(),
			version: v.string(),
			license: v.nullable(v.string()),
			/** Absent for a crate of ours. */
			source: v.nullable(v.string())
		})
	),
	resolve: v.object({
		nodes: v.array(
			v.object({
				id: v.string(),
				deps: v.array(
					v.object({
						pkg: v.string(),
						dep_kinds: v.array(v.object({ kind: v.nullable(v.string()) }))
					})
				)
			})
		)
	})
});

/** Every crate that is compiled into shipped wasm, procedural macros included; not what only builds or tests use. */
export async function cargoPackages(root: string): Promise<Licensed[]> {
	const shipped = ARTIFACTS.filter(({ output }) => output.startsWith('static/'));
	const lists = await Promise.all(
		[...new Set(shipped.map(({ workspace }) => workspace))].map((workspace) => {
			const own = shipped.filter((artifact) => artifact.workspace === workspace);
			return crates(
				root,
				workspace,
				new Set(own.map(({ name }) => name)),
				own.map(recipe)[0]?.target
			);
		})
	);
	return lists.flat();
}

async function crates(root: string, workspace: string, roots: Set<string>, target = '') {
	const args = ['metadata', '--locked', '--format-version', '1', '--filter-platform', target];
	const options = { cwd: join(root, workspace), env: cleanEnvironment() };
	const output = await must('cargo', ['--quiet', ...args], options);
	const metadata = v.parse(Metadata, JSON.parse(output.slice(output.indexOf('{'))));
	const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
	const found = new Set<string>();
	const visit = (id: string) => {
		if (found.has(id)) return;
		found.add(id);
		for (const { pkg, dep_kinds: kinds } of nodes.get(id)?.deps ?? [])
			if (kinds.some(({ kind }) => kind === null)) visit(pkg);
	};
	for (const { id, name } of metadata.packages) if (roots.has(name)) visit(id);
	return metadata.packages
		.filter(({ id, source }) => source !== null && found.has(id))
		.map(({ name, version, license }) => ({ name: `${name} ${version}`, license: license ?? '' }));
}
