import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const Entry = v.object({
	sha256: Hash,
	bytes: v.number(),
	/** As a server sends it: gzip level 9. */
	gzip: v.number(),
	/** See sources.ts. */
	sources: Hash
});
const ManifestSchema = v.object({
	/** Channel of rust-toolchain.toml. */
	toolchain: v.string(),
	/** `rustc --version`, which the wasm records too. */
	rustc: v.string(),
	files: v.record(v.string(), Entry)
});
export type ManifestEntry = v.InferOutput<typeof Entry>;
export type Manifest = v.InferOutput<typeof ManifestSchema>;

export function readManifest(root: string, output: string): Manifest | undefined {
	const file = join(root, output, 'manifest.json');
	if (!existsSync(file)) return undefined;
	const parsed = v.safeParse(ManifestSchema, JSON.parse(readFileSync(file, 'utf8')));
	if (!parsed.success) throw new Error(`${output}/manifest.json does not have the expected form`);
	return parsed.output;
}

/** Replaces the whole file at once, so that a reader never sees half of it. */
export function writeManifest(root: string, output: string, manifest: Manifest): void {
	const sorted = Object.entries(manifest.files).sort(([a], [b]) => (a < b ? -1 : 1));
	const text = JSON.stringify({ ...manifest, files: Object.fromEntries(sorted) }, null, '\t');
	const file = join(root, output, 'manifest.json');
	mkdirSync(join(root, output), { recursive: true });
	writeFileSync(`${file}.new`, `${text}\n`);
	renameSync(`${file}.new`, file);
}

export function describe(wasm: Buffer, sources: string): ManifestEntry {
	return {
		sha256: sha256(wasm),
		bytes: wasm.length,
		gzip: gzipSync(wasm, { level: 9 }).length,
		sources
	};
}

export function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}
