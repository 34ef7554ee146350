// npm run wasm:build [-- --only NAME[,NAME…]]: compiles the committed wasm from source. A NAME is a crate, `contracts`
// (all of them) or `sandbox`. CARGO_TARGET_DIR moves cargo's scratch folder.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCargoToPath } from './cargo-path.ts';
import { ARTIFACTS, type Artifact } from './wasm/artifacts.ts';
import { build } from './wasm/build.ts';
import { describe, readManifest, writeManifest } from './wasm/manifest.ts';
import { sourcesHash } from './wasm/sources.ts';
import { toolchain } from './wasm/toolchain.ts';

const root = join(import.meta.dirname, '..');
addCargoToPath();

function chosen(): readonly Artifact[] {
	const { values } = parseArgs({ options: { only: { type: 'string' } } });
	const all = ARTIFACTS;
	const names = values.only?.split(',');
	if (names === undefined) return all;
	const known = ['contracts', ...all.map(({ name }) => name)];
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) {
		console.error(`--only: expected one of ${known.join(', ')}; found ${unknown}`);
		process.exit(2);
	}
	const wanted = ({ name, kind }: Artifact) =>
		names.includes(name) || (kind === 'contract' && names.includes('contracts'));
	return all.filter(wanted);
}

async function refresh(artifact: Artifact): Promise<boolean> {
	const { channel, rustc } = await toolchain(root, artifact.workspace);
	const sources = sourcesHash(root, artifact);
	const entry = describe(await build({ root, destination: root }, artifact), sources);
	const files = { ...readManifest(root, artifact.output)?.files, [artifact.name]: entry };
	const known = new Set(ARTIFACTS.map(({ name }) => name));
	const kept = Object.fromEntries(Object.entries(files).filter(([name]) => known.has(name)));
	writeManifest(root, artifact.output, { toolchain: channel, rustc, files: kept });
	console.log(
		`${artifact.output}/${artifact.name}.wasm  ${entry.bytes} bytes, ${entry.gzip} gzip  ${entry.sha256}`
	);
	return sources === sourcesHash(root, artifact);
}

let moved = false;
try {
	for (const artifact of chosen()) {
		if (await refresh(artifact)) continue;
		moved = true;
		console.error(`${artifact.name}: a source changed during the build; build it again`);
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	moved = true;
}
if (moved) process.exitCode = 1;
