// npm run wasm:verify: compiles all wasm from scratch into a temporary folder and compares it byte for byte with the
// committed files. Leaves nothing behind and changes nothing.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCargoToPath } from './cargo-path.ts';
import { ARTIFACTS, type Artifact } from './wasm/artifacts.ts';
import { build } from './wasm/build.ts';
import { sha256 } from './wasm/manifest.ts';
import { toolchain } from './wasm/toolchain.ts';

const root = join(import.meta.dirname, '..');
addCargoToPath();
const destination = mkdtempSync(join(tmpdir(), 'nectar-wasm-'));

async function verify(artifact: Artifact): Promise<boolean> {
	await toolchain(root, artifact.workspace);
	const target = join(destination, 'target', artifact.workspace);
	const rebuilt = sha256(await build({ root, destination, target }, artifact));
	const file = `${artifact.output}/${artifact.name}.wasm`;
	const committed = existsSync(join(root, file)) ? sha256(readFileSync(join(root, file))) : 'none';
	const same = rebuilt === committed;
	console.log(
		`${same ? 'same' : 'DIFFERENT'}  ${file}  rebuilt ${rebuilt}  committed ${committed}`
	);
	return same;
}

try {
	let different = 0;
	for (const artifact of ARTIFACTS) if (!(await verify(artifact))) different += 1;
	console.log(different === 0 ? 'wasm: byte-identical' : `wasm: ${different} files differ`);
	if (different > 0) process.exitCode = 1;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	rmSync(destination, { recursive: true, force: true });
}
