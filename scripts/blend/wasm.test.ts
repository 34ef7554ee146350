import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BLEND_WASM_NAMES } from '#lib/deployment/blend-steps.ts';
import { blendWasm } from './wasm.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'nectar-blend-'));
	mkdirSync(join(root, 'contracts'));
	vi.stubEnv('PATH', root);
	vi.stubEnv('CARGO_HOME', root);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(root, { recursive: true, force: true });
});

const MISSING =
	'the real Blend comes from a Rust crate, and cargo is not there: install rustup, then npm run rust';

test('without cargo one line says what is missing', async () => {
	expect(await blendWasm(root)).toEqual({ ok: false, error: MISSING });
});

test('a cache that does not hold Blend’s own bytes is not used', async () => {
	const cache = join(root, '.cache/blend');
	mkdirSync(cache, { recursive: true });
	for (const name of BLEND_WASM_NAMES) writeFileSync(join(cache, `${name}.wasm`), 'something else');
	expect(await blendWasm(root)).toEqual({ ok: false, error: MISSING });
});
