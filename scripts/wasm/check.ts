import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARTIFACTS, type Artifact } from './artifacts.ts';
import { CONTRACT_LIMIT } from './build.ts';
import { readManifest, sha256, type Manifest } from './manifest.ts';
import { sourcesHash } from './sources.ts';
import { pinnedChannel } from './toolchain.ts';

/** What is wrong with the committed wasm, one sentence each; empty if it belongs to the sources of this tree. */
export function problems(root: string): string[] {
	const all = ARTIFACTS;
	const outputs = [...new Set(all.map(({ output }) => output))];
	return outputs.flatMap((output) => {
		const own = all.filter((artifact) => artifact.output === output);
		const manifest = readManifest(root, output);
		if (manifest === undefined) return [`${output}/manifest.json is missing: npm run wasm:build`];
		return [
			...own.flatMap((artifact) => problemsOf(root, artifact, manifest)),
			...strangers(root, output, manifest, own)
		];
	});
}

function problemsOf(root: string, artifact: Artifact, manifest: Manifest): string[] {
	const { name, output, workspace, kind } = artifact;
	const file = `${output}/${name}.wasm`;
	const again = `npm run wasm:build -- --only ${name}`;
	const entry = manifest.files[name];
	if (entry === undefined || !existsSync(join(root, file))) return [`${file} is missing: ${again}`];
	const wasm = readFileSync(join(root, file));
	const found: string[] = [];
	if (sha256(wasm) !== entry.sha256)
		found.push(`${file} is not the file of the manifest: ${again}`);
	if (sourcesHash(root, artifact) !== entry.sources)
		found.push(`${file} is older than its sources: ${again}`);
	if (kind === 'contract' && wasm.length > CONTRACT_LIMIT)
		found.push(`${file}: expected ≤ ${CONTRACT_LIMIT} bytes, found ${wasm.length}`);
	const channel = pinnedChannel(root, workspace);
	if (channel !== manifest.toolchain)
		found.push(`${file} comes from ${manifest.toolchain}, ${workspace} pins ${channel}: ${again}`);
	return found;
}

/** Files and entries that nothing builds. */
function strangers(root: string, output: string, manifest: Manifest, own: Artifact[]): string[] {
	const names = new Set(own.map(({ name }) => name));
	const files = readdirSync(join(root, output)).filter(
		(file) => file.endsWith('.wasm') && !names.has(file.slice(0, -'.wasm'.length))
	);
	const entries = Object.keys(manifest.files).filter((name) => !names.has(name));
	return [
		...files.map((file) => `${output}/${file} has no crate`),
		...entries.map((name) => `${output}/manifest.json lists ${name}, which has no crate`)
	];
}
