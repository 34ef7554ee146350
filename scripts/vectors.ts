// npm run contracts:vectors: writes tests/vectors from Rust, the files that both languages test against. With --check
// it changes nothing and fails if the committed files are not what Rust writes today.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addCargoToPath } from './cargo-path.ts';
import { must } from './command.ts';

const root = join(import.meta.dirname, '..');
const committed = join(root, 'tests/vectors');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

/** Without optimisation the hundred thousand positions of the digest take minutes; overflow checks stay on. */
const OPTIMISED = ['liquidation-lab', 'nectar-tests'].flatMap((name) => [
	'--config',
	`profile.dev.package.${name}.opt-level=2`
]);

async function generate(folder: string): Promise<void> {
	const args = ['run', '--locked', '--quiet', '--package', 'nectar-tests', '--bin', 'vectors'];
	const options = { cwd: join(root, 'contracts'), echo: true };
	await must('cargo', [...args, ...OPTIMISED, '--', folder], options);
}

function vectors(folder: string): Map<string, string> {
	const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

async function differences(): Promise<string[]> {
	const folder = mkdtempSync(join(tmpdir(), 'nectar-vectors-'));
	try {
		await generate(folder);
		const [now, before] = [vectors(folder), vectors(committed)];
		return [...new Set([...now.keys(), ...before.keys()])].filter(
			(name) => now.get(name) !== before.get(name)
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

addCargoToPath();
if (values.check) {
	const different = await differences();
	for (const name of different)
		console.error(`tests/vectors/${name} is not what Rust writes: npm run contracts:vectors`);
	if (different.length > 0) process.exitCode = 1;
	else console.log('vectors: unchanged');
} else {
	await generate(committed);
}
