import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ARTIFACTS } from './artifacts.ts';
import { CONTRACT_LIMIT } from './build.ts';
import { problems } from './check.ts';
import { describe as entryOf, readManifest, writeManifest } from './manifest.ts';
import { sourceFiles, sourcesHash } from './sources.ts';

let root: string;
const write = (path: string, content: string | Buffer) => {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), content);
};
const edit = (path: string) => {
	write(path, `${readFileSync(join(root, path), 'utf8')}\n// edited`);
};

function crate(folder: string, dependencies = '', name = basename(folder)) {
	write(`${folder}/Cargo.toml`, `[package]\nname = "${name}"\n[dependencies]\n${dependencies}`);
	write(`${folder}/src/lib.rs`, `// ${name}`);
}

type Versions = { readonly sdk: string; readonly test: string };

/** `test` stands for a package that only tests use. */
function lock(versions: Versions): string {
	const locked = (name: string, version: string, dependencies: readonly string[] = []) =>
		`[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry"\nchecksum = "${version}"\ndependencies = ${JSON.stringify(dependencies)}`;
	const own = (name: string, dependencies: readonly string[]) =>
		`[[package]]\nname = "${name}"\nversion = "0.1.0"\ndependencies = ${JSON.stringify(dependencies)}`;
	const contracts = CONTRACTS.map(({ name }) => own(name, ['interfaces', 'sdk', 'test']));
	return [
		...contracts,
		own('interfaces', ['test']),
		own('spec-shake', []),
		own('sandbox', ['sdk']),
		locked('sdk', versions.sdk),
		locked('test', versions.test)
	].join('\n');
}

const CONTRACTS = ARTIFACTS.filter(({ workspace }) => workspace === 'contracts');
const VERSIONS = { sdk: '1.0.0', test: '1.0.0' };
const WORKSPACE =
	'[workspace.dependencies]\nsdk = "=1.0.0"\ninterfaces = { path = "interfaces" }\ntest = "=1.0.0"\n';

/** A tree of the same shape as ours: two workspaces, a shared crate, a patched-in one, one that nothing uses. */
function plantTree() {
	const toolchain = '[toolchain]\nchannel = "1.95.0"\n';
	write('contracts/rust-toolchain.toml', toolchain);
	write('sandbox/rust-toolchain.toml', toolchain);
	write('contracts/Cargo.lock', lock(VERSIONS));
	write('contracts/Cargo.toml', WORKSPACE);
	crate('contracts/interfaces');
	crate('contracts/tools/spec-shake');
	for (const { folder, name } of CONTRACTS)
		crate(folder, 'interfaces.workspace = true\nsdk = { workspace = true }', name);
	write('sandbox/Cargo.lock', lock(VERSIONS));
	write(
		'sandbox/Cargo.toml',
		'[package]\nname = "sandbox"\n[dependencies]\nsdk = "=1.0.0"\n[patch.crates-io]\nrandom = { path = "stub" }\n'
	);
	write('sandbox/src/lib.rs', '// sandbox');
	crate('sandbox/stub');
	crate('sandbox/unrelated');
}

/** What wasm:build leaves behind, without a compiler. */
function build() {
	for (const artifact of ARTIFACTS) {
		const wasm = Buffer.from(`wasm of ${artifact.name}`);
		write(`${artifact.output}/${artifact.name}.wasm`, wasm);
		const files = readManifest(root, artifact.output)?.files ?? {};
		const entry = entryOf(wasm, sourcesHash(root, artifact));
		writeManifest(root, artifact.output, {
			toolchain: '1.95.0',
			rustc: 'rustc 1.95.0',
			files: { ...files, [artifact.name]: entry }
		});
	}
}

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'nectar-tree-'));
	plantTree();
	build();
});
afterEach(() => {
	rmSync(root, { recursive: true });
});

test('a tree whose wasm was just built has no problem', () => {
	expect(problems(root)).toEqual([]);
});

test('a changed source without a rebuild is named, with the command that mends it', () => {
	edit('contracts/faucet/src/lib.rs');
	expect(problems(root)).toEqual([
		'static/wasm/faucet.wasm is older than its sources: npm run wasm:build -- --only faucet'
	]);
});

test('a new source file counts as a change', () => {
	write('contracts/faucet/src/extra.rs', '');
	expect(problems(root)).toHaveLength(1);
});

test('a change in a shared crate makes every contract that uses it stale', () => {
	edit('contracts/interfaces/src/lib.rs');
	expect(problems(root)).toHaveLength(CONTRACTS.length);
});

test.each([
	['another version of what is compiled in', 'Cargo.lock', lock({ ...VERSIONS, sdk: '1.0.1' })],
	['another profile', 'Cargo.toml', `${WORKSPACE}[profile.release]\nlto = false\n`],
	[
		'another feature',
		'Cargo.toml',
		WORKSPACE.replace('"=1.0.0"', '{ version = "=1.0.0", features = ["x"] }')
	],
	['another Cargo setting', '.cargo/config.toml', '[env]\nX = "1"'],
	['another tool to shake the spec', 'tools/spec-shake/src/lib.rs', '// other']
])('%s makes every contract stale and the sandbox not', (_, file, content) => {
	write(`contracts/${file}`, content);
	const found = problems(root);
	expect(found).toHaveLength(CONTRACTS.length);
	expect(found.some((problem) => problem.includes('sandbox.wasm'))).toBe(false);
});

test('what only tests depend on never asks for a rebuild', () => {
	write('contracts/Cargo.lock', lock({ ...VERSIONS, test: '2.0.0' }));
	write('contracts/Cargo.toml', WORKSPACE.replace('test = "=1.0.0"', 'test = "=2.0.0"'));
	expect(problems(root)).toEqual([]);
});

test('a crate that the workspace patches in counts, an unrelated neighbour does not', () => {
	edit('sandbox/unrelated/src/lib.rs');
	expect(problems(root)).toEqual([]);
	edit('sandbox/stub/src/lib.rs');
	expect(problems(root)).toEqual([
		'static/wasm/sandbox.wasm is older than its sources: npm run wasm:build -- --only sandbox'
	]);
});

test('tests and prose never ask for a rebuild', () => {
	write('contracts/faucet/src/test/drip.rs', '');
	write('contracts/faucet/src/test.rs', '');
	write('contracts/faucet/tests/whole.rs', '');
	write('contracts/faucet/README.md', '');
	write('contracts/faucet/target/debug/junk', '');
	expect(problems(root)).toEqual([]);
});

test('a wasm that is not the one of the manifest, or missing, or of no crate, is named', () => {
	write('static/wasm/lab-amm.wasm', 'something else');
	rmSync(join(root, 'static/wasm/sandbox.wasm'));
	write('tests/fixtures/wasm/old.wasm', '');
	expect(problems(root)).toEqual([
		'static/wasm/lab-amm.wasm is not the file of the manifest: npm run wasm:build -- --only lab-amm',
		'static/wasm/sandbox.wasm is missing: npm run wasm:build -- --only sandbox',
		'tests/fixtures/wasm/old.wasm has no crate'
	]);
});

test('a contract over the limit is refused however it came about', () => {
	const faucet = ARTIFACTS.find(({ name }) => name === 'faucet');
	if (faucet === undefined) throw new Error('expected the faucet among the artifacts');
	const wasm = Buffer.alloc(CONTRACT_LIMIT + 1);
	write('static/wasm/faucet.wasm', wasm);
	const manifest = readManifest(root, 'static/wasm');
	if (manifest === undefined) throw new Error('expected a manifest');
	const files = { ...manifest.files, faucet: entryOf(wasm, sourcesHash(root, faucet)) };
	writeManifest(root, 'static/wasm', { ...manifest, files });
	expect(problems(root)).toEqual([
		`static/wasm/faucet.wasm: expected ≤ ${CONTRACT_LIMIT} bytes, found ${CONTRACT_LIMIT + 1}`
	]);
});

test('the list of sources is relative, sorted and free of duplicates', () => {
	const [registry] = ARTIFACTS;
	if (registry === undefined) throw new Error('expected an artifact');
	const files = sourceFiles(root, registry);
	expect(files).toEqual([...new Set(files)].sort());
	expect(files.every((file) => file.startsWith('contracts/'))).toBe(true);
});
