import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from './artifacts.ts';
import { crateFolders } from './crates.ts';
import { recipe } from './recipe.ts';

const WORKSPACE_FILES = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', '.cargo/config.toml'];
/** Never part of the wasm, so a change in them does not ask for a rebuild. */
const NOT_COMPILED = /(^|\/)(target|tests|benches|examples|test_snapshots|proptest-regressions)$/;
const TESTS_IN_SRC = /\/src\/(test|tests)(\.rs)?$/;
const PROSE = /(\.md|\.proptest-regressions)$/;

/** Every file that decides the bytes of an artifact, relative to the repository. Needs neither git nor cargo. */
export function sourceFiles(root: string, artifact: Artifact): string[] {
	const shared = WORKSPACE_FILES.map((name) => `${artifact.workspace}/${name}`).filter((file) =>
		existsSync(join(root, file))
	);
	const crates = crateFolders(root, artifact.workspace, artifact.folder);
	const tool = artifact.kind === 'contract' ? ['contracts/tools/spec-shake'] : [];
	const own = [...crates, ...tool].flatMap((folder) => walk(root, folder));
	return [...new Set([...shared, ...own])].sort();
}

/** SHA-256 over recipe, paths and contents: equal in every clone, whatever its folder or state of git. */
export function sourcesHash(root: string, artifact: Artifact): string {
	const hash = createHash('sha256').update(JSON.stringify(recipe(artifact)));
	for (const file of sourceFiles(root, artifact)) {
		const content = createHash('sha256')
			.update(readFileSync(join(root, file)))
			.digest('hex');
		hash.update(`\n${file}\0${content}`);
	}
	return hash.digest('hex');
}

function walk(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = `${folder}/${entry.name}`;
		if (entry.name.startsWith('.') || PROSE.test(path) || TESTS_IN_SRC.test(path)) return [];
		if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
		const nested = existsSync(join(root, path, 'Cargo.toml')); // a crate of its own: counted if depended upon
		return nested || NOT_COMPILED.test(path) ? [] : walk(root, path);
	});
}
