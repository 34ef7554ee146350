// npm run contracts:mutants [-- ARGUMENT …]: changes vault and registry in every small way cargo-mutants knows and looks
// whether a unit test notices. Takes an hour or two. Arguments go to cargo-mutants, so `-- -f nectar-vault/src/books.rs`
// tries one file and `-- --iterate` what the last run left alive. Fails if one survives that docs/mutants.md does not
// explain.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCargoToPath } from './cargo-path.ts';
import { withCargoTool } from './cargo-tool.ts';
import { command } from './command.ts';
import { parseOutcomes } from './mutants/outcomes.ts';
import { TABLE_HEAD, tableRows, unexplained } from './mutants/report.ts';

const PACKAGES = ['keeper-registry', 'nectar-vault'];
/** Exit codes after which there is a report: all killed, some survived, some never ended. */
const REPORTED = [0, 2, 3];

const root = join(import.meta.dirname, '..');
const output = join(root, '.cache/mutants');
const outcomesFile = join(output, 'mutants.out/outcomes.json');

async function run(args: readonly string[]): Promise<boolean> {
	mkdirSync(output, { recursive: true });
	const runner = [process.execPath, join(import.meta.dirname, 'first-failure.ts')];
	const chosen = PACKAGES.flatMap((name) => ['--package', name]);
	const config = `--config=target.'cfg(all())'.runner=${JSON.stringify(runner)}`;
	const fixed = [
		'mutants',
		'--output',
		output,
		'--no-shuffle',
		'--unviable',
		'--cargo-arg',
		config
	];
	const { code } = await command('cargo', [...fixed, ...chosen, ...args], {
		cwd: join(root, 'contracts'),
		env: {
			...(await withCargoTool(root, 'mutants')),
			// One crate is built again for every mutant: quickly counts more than for whom to debug.
			CARGO_INCREMENTAL: '1',
			CARGO_PROFILE_DEV_DEBUG: '0',
			// A failing case is enough; nobody reads the smallest.
			PROPTEST_MAX_SHRINK_ITERS: '0'
		},
		echo: true
	});
	return REPORTED.includes(code) && existsSync(outcomesFile);
}

addCargoToPath();
if (await run(process.argv.slice(2))) {
	const outcomes = parseOutcomes(JSON.parse(readFileSync(outcomesFile, 'utf8')));
	console.log([TABLE_HEAD, ...tableRows(outcomes)].join('\n'));
	const open = unexplained(outcomes, readFileSync(join(root, 'docs/mutants.md'), 'utf8'));
	for (const { name } of open)
		console.error(`survives, and docs/mutants.md does not say why: ${name}`);
	if (outcomes.length === 0) console.error('no mutant has that file or name');
	if (open.length > 0 || outcomes.length === 0) process.exitCode = 1;
} else process.exitCode = 1;
