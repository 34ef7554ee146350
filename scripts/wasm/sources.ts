import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from './artifacts.ts';
import { crates, readToml, table, type Crate } from './crates.ts';
import { lockedPackages } from './lockfile.ts';
import { recipe } from './recipe.ts';

const SPEC_SHAKE = 'contracts/tools/spec-shake';
const WORKSPACE_FILES = ['rust-toolchain.toml', '.cargo/config.toml'];
/** Never part of the wasm, so a change in them does not ask for a rebuild. */
const NOT_COMPILED = /(^|\/)(target|tests|benches|examples|test_snapshots|proptest-regressions)$/;
const TESTS_IN_SRC = /\/src\/(test|tests)(\.rs)?$/;
const PROSE = /(\.md|\.proptest-regressions)$/;

/** Every file that decides the bytes of an artifact, relative to the repository. Needs neither git nor cargo. */
export function sourceFiles(root: string, artifact: Artifact): string[] {
	const shared = WORKSPACE_FILES.map((name) => `${artifact.workspace}/${name}`).filter((file) =>
		existsSync(join(root, file))
	);
	const own = compiled(root, artifact).flatMap(({ folder }) => walk(root, folder));
	return [...new Set([...shared, ...own])].sort();
}

/**
 * SHA-256 over recipe, sources, locked packages and the workspace's settings: equal in every clone, whatever its folder
 * or state of git, and untouched by what only tests use.
 */
export function sourcesHash(root: string, artifact: Artifact): string {
	const own = compiled(root, artifact);
	const workspace = readToml(root, `${artifact.workspace}/Cargo.toml`);
	const settings = {
		recipe: recipe(artifact),
		profile: table(workspace.profile).release,
		patch: workspace.patch,
		package: table(workspace.workspace).package,
		inherited: own.map(({ inherited }) => inherited),
		locked: lockedPackages(root, artifact.workspace, own)
	};
	const hash = createHash('sha256').update(JSON.stringify(settings));
	for (const file of sourceFiles(root, artifact)) {
		const content = createHash('sha256')
			.update(readFileSync(join(root, file)))
			.digest('hex');
		hash.update(`\n${file}\0${content}`);
	}
	return hash.digest('hex');
}

/** The crates of ours behind an artifact; the tool that finishes a contract is one of them. */
function compiled(root: string, artifact: Artifact): Crate[] {
	const own = crates(root, artifact.workspace, artifact.folder);
	return artifact.kind === 'contract'
		? [...own, ...crates(root, artifact.workspace, SPEC_SHAKE)]
		: own;
}

function walk(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.name.startsWith('.') || PROSE.test(path) || TESTS_IN_SRC.test(path)) return [];
		if (!entry.isDirectory()) return entry.isFile() && entry.name !== 'Cargo.lock' ? [path] : [];
		const nested = existsSync(join(root, path, 'Cargo.toml')); // a crate of its own: counted if depended upon
		return nested || NOT_COMPILED.test(path) ? [] : walk(root, path);
	});
}
