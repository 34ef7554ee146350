import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import {
	BLEND_WASM_NAMES,
	type BlendFiles,
	type BlendWasmName
} from '#lib/deployment/blend-steps.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { addCargoToPath } from '../cargo-path.ts';
import { command, NOT_FOUND } from '../command.ts';
import { CHECKSUMS, CRATE } from './files.ts';

/** Git-ignored: Blend's wasm is AGPL and neither committed nor shipped. */
const CACHE = '.cache/blend';

/** Blend v2's wasm, from the cache or else from the crate that cargo downloads; a sentence if it is not to be had. */
export async function blendWasm(root: string): Promise<Result<BlendFiles, string>> {
	const cached = read(join(root, CACHE));
	if (cached.ok) return cached;
	const folder = await crateFolder(root);
	if (!folder.ok) return folder;
	const files = read(join(folder.value, 'wasm'));
	if (!files.ok) return files;
	mkdirSync(join(root, CACHE), { recursive: true });
	for (const name of BLEND_WASM_NAMES) {
		const target = join(root, CACHE, `${name}.wasm`);
		writeFileSync(`${target}.new`, files.value[name]);
		renameSync(`${target}.new`, target);
	}
	return files;
}

function read(folder: string): Result<BlendFiles, string> {
	const files: [BlendWasmName, Uint8Array][] = [];
	for (const name of BLEND_WASM_NAMES) {
		const path = join(folder, `${name}.wasm`);
		if (!existsSync(path)) return err(`expected ${path}, found nothing`);
		const bytes = readFileSync(path);
		const found = createHash('sha256').update(bytes).digest('hex');
		if (found !== CHECKSUMS[name]) {
			return err(`${path} is not Blend's: expected SHA-256 ${CHECKSUMS[name]}, found ${found}`);
		}
		files.push([name, new Uint8Array(bytes)]);
	}
	return ok(Object.fromEntries(files) as BlendFiles);
}

const metadata = v.object({
	packages: v.array(v.object({ name: v.string(), version: v.string(), manifest_path: v.string() }))
});

/** Where cargo unpacks the crate; downloads it if need be. */
async function crateFolder(root: string): Promise<Result<string, string>> {
	addCargoToPath();
	const args = ['metadata', '--format-version=1', '--locked', '--quiet'];
	const { code, output } = await command('cargo', args, { cwd: join(root, 'contracts') });
	if (code === NOT_FOUND) {
		return err(
			'the real Blend comes from a Rust crate, and cargo is not there: install rustup, then npm run rust'
		);
	}
	const line = output.split('\n').find((text) => text.startsWith('{"packages"'));
	const parsed = v.safeParse(metadata, line === undefined ? undefined : parseJson(line));
	if (code !== 0 || !parsed.success) {
		return err(`cargo could not download ${CRATE.name}: ${output.trim().split('\n').at(-1) ?? ''}`);
	}
	const found = parsed.output.packages.find(
		({ name, version }) => name === CRATE.name && version === CRATE.version
	);
	return found === undefined
		? err(`contracts/Cargo.lock does not pin ${CRATE.name} ${CRATE.version}`)
		: ok(dirname(found.manifest_path));
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
