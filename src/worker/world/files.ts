import * as v from 'valibot';
import { WASM_NAMES, type WasmFiles } from '#lib/deployment/contract-steps.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { WorldFiles } from './open.ts';

const manifest = v.object({ files: v.record(v.string(), v.object({ sha256: v.string() })) });

/** Loads what a world is made of from the folder of built wasm, each file compared with the manifest beside it. */
export async function fetchFiles(
	folder: string,
	progress: (step: string, done: number, total: number) => void
): Promise<Result<WorldFiles, string>> {
	const total = WASM_NAMES.length + 2;
	let done = 0;
	const got = (name: string) => {
		done += 1;
		progress(`load ${name}`, done, total);
	};
	const told = await fetchBytes(`${folder}manifest.json`);
	if (!told.ok) return told;
	const read = parseManifest(new TextDecoder().decode(told.value));
	if (!read.ok) return read;
	const hashes = read.value;
	const fetchWasm = async (name: string, file: string): Promise<Result<Bytes, string>> => {
		const bytes = await fetchBytes(`${folder}${file}`);
		if (!bytes.ok) return bytes;
		const plain = await inflated(bytes.value);
		if (!plain.ok) return err(`${file}: ${plain.error}`);
		const found = await hexHash(plain.value);
		if (found !== hashes.get(name))
			return err(`${file} is not the one that this site was built with`);
		got(name);
		return plain;
	};
	const [sandbox, ...contracts] = await Promise.all([
		fetchWasm('sandbox', 'sandbox.wasm.gz'),
		...WASM_NAMES.map((name) => fetchWasm(name, `${name}.wasm`))
	]);
	if (!sandbox.ok) return sandbox;
	const files: [string, Bytes][] = [];
	for (const [index, name] of WASM_NAMES.entries()) {
		const file = contracts[index];
		if (file?.ok !== true) return file ?? err(`${name} is missing`);
		files.push([name, file.value]);
	}
	const compiled = await compile(sandbox.value);
	if (!compiled.ok) return compiled;
	got('the network');
	const build = await hexHash(told.value);
	return ok({ sandbox: compiled.value, contracts: Object.fromEntries(files) as WasmFiles, build });
}

type Bytes = Uint8Array<ArrayBuffer>;

async function fetchBytes(url: string): Promise<Result<Bytes, string>> {
	try {
		const answer = await fetch(url);
		if (!answer.ok) return err(`${url} answered ${answer.status}`);
		return ok(new Uint8Array(await answer.arrayBuffer()));
	} catch (cause) {
		return err(`${url} could not be loaded: ${String(cause)}`);
	}
}

function parseManifest(text: string): Result<ReadonlyMap<string, string>, string> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return err('the manifest of the wasm files is not JSON');
	}
	const parsed = v.safeParse(manifest, json);
	if (!parsed.success) return err('the manifest of the wasm files has another form');
	return ok(
		new Map(Object.entries(parsed.output.files).map(([name, { sha256 }]) => [name, sha256]))
	);
}

/** Some hosts label a .gz file as an encoding, and the browser has inflated it already. */
async function inflated(bytes: Bytes): Promise<Result<Bytes, string>> {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes);
	try {
		const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
		return ok(new Uint8Array(await new Response(plain).arrayBuffer()));
	} catch (cause) {
		return err(`it cannot be unpacked: ${String(cause)}`);
	}
}

async function hexHash(bytes: Bytes): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function compile(bytes: Bytes): Promise<Result<WebAssembly.Module, string>> {
	try {
		return ok(await WebAssembly.compile(bytes));
	} catch (cause) {
		return err(`this browser cannot run the network: ${String(cause)}`);
	}
}
