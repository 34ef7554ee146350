import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../../scripts/command.ts';

const root = join(import.meta.dirname, '../..');
const CONFIG = [
	'.dependency-cruiser.cjs',
	'package.json',
	'tsconfig.json',
	'.svelte-kit/tsconfig.json'
];
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'nectar-arch-'));
	for (const file of CONFIG) cpSync(join(root, file), join(folder, file));
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => {
	rmSync(folder, { recursive: true });
});

/** A tree with only these files in src, and what the architecture check says about it. */
async function cruise(files: Record<string, string>) {
	rmSync(join(folder, 'src'), { recursive: true, force: true });
	for (const [path, content] of Object.entries(files)) {
		const file = join(folder, 'src', path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, content);
	}
	const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
	return command(process.execPath, [program, 'src'], { cwd: folder });
}

const VALUE = 'export const value = 1;\n';
const from = (specifier: string) => `import '${specifier}';\n`;

const FORBIDDEN: [string, string, Record<string, string>][] = [
	[
		'pure code that imports the Stellar SDK',
		'layer:keeper',
		{ 'lib/keeper/decide.ts': from('@stellar/stellar-sdk/base') }
	],
	[
		'pure code that imports from a layer above it',
		'layer:math',
		{ 'lib/math/amount.ts': from('#lib/blend/accrue.ts'), 'lib/blend/accrue.ts': VALUE }
	],
	['pure code that reads files', 'layer:vault', { 'lib/vault/share-price.ts': from('node:fs') }],
	[
		'a component that imports the chain',
		'layer:ui',
		{
			'lib/ui/Row.svelte': `<script lang="ts">\n${from('#lib/chain/json-rpc.ts')}</script>\n`,
			'lib/chain/json-rpc.ts': VALUE
		}
	],
	[
		'a worker that imports the wallet',
		'layer:worker',
		{
			'worker/keeper.worker.ts': from('#lib/wallet/freighter.ts'),
			'lib/wallet/freighter.ts': VALUE
		}
	],
	[
		'the engine that imports the chain instead of a port',
		'layer:engine',
		{ 'worker/engine.ts': from('#lib/chain/json-rpc.ts'), 'lib/chain/json-rpc.ts': VALUE }
	],
	[
		'a page that imports a flow directly',
		'layer:routes',
		{
			'routes/+page.svelte': `<script lang="ts">\n${from('#lib/flows/deposit.ts')}</script>\n`,
			'lib/flows/deposit.ts': VALUE
		}
	],
	[
		'a type-only import in a forbidden direction',
		'layer:blend',
		{
			'lib/blend/accrue.ts':
				"import type { Reader } from '#lib/chain/reader.ts';\nexport type Accrue = Reader;\n",
			'lib/chain/reader.ts': 'export type Reader = string;\n'
		}
	],
	[
		'the SDK outside chain',
		'only:@stellar/stellar-sdk',
		{ 'lib/deployment/deploy.ts': from('@stellar/stellar-sdk/base') }
	],
	[
		'a cycle',
		'no-circular',
		{
			'lib/math/a.ts': "import { b } from '#lib/math/b.ts';\nexport const a = () => b;\n",
			'lib/math/b.ts': "import { a } from '#lib/math/a.ts';\nexport const b = () => a;\n"
		}
	],
	['an import of nothing', 'no-unresolved', { 'lib/math/a.ts': from('#lib/math/missing.ts') }]
];

describe('the architecture check', () => {
	test.each(FORBIDDEN)('refuses %s', async (_, rule, files) => {
		const { code, output } = await cruise(files);
		expect(output).toContain(`error ${rule}:`);
		expect(code).not.toBe(0);
	});

	test('accepts the directions that are allowed', async () => {
		const { code, output } = await cruise({
			'lib/math/amount.ts': VALUE,
			'lib/blend/accrue.ts': from('#lib/math/amount.ts'),
			'lib/keeper/decide.ts': from('#lib/blend/accrue.ts'),
			'lib/chain/json-rpc.ts': from('#lib/keeper/decide.ts') + from('@stellar/stellar-sdk/base'),
			'worker/engine.ts': from('#lib/keeper/decide.ts'),
			'worker/keeper.worker.ts': from('./engine.ts') + from('#lib/chain/json-rpc.ts')
		});
		expect(output).toContain('no dependency violations found');
		expect(code).toBe(0);
	});
});
