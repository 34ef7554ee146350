// npm run contracts:coverage [-- --missing]: how much of the contracts' code the tests of contracts/ run, by line and
// crate. The random suites run few rounds here (see ROUNDS): what many more find is no new line. Fails below LEAST.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { addCargoToPath } from './cargo-path.ts';
import { withCargoTool } from './cargo-tool.ts';
import { must } from './command.ts';
import { coverageByCrate, percentage, ranges, reaches, whole } from './line-coverage/by-crate.ts';
import { parseLcov } from './line-coverage/lcov.ts';
import { ARTIFACTS } from './wasm/artifacts.ts';
import { crates } from './wasm/crates.ts';
import { pinnedChannel } from './wasm/toolchain.ts';

/** Percent of the lines of all contracts together. */
const LEAST = 95;
/** What the suites read; who sets one decides it. */
const ROUNDS = { NECTAR_SEQUENCES: '200', NECTAR_STEPS: '2000', NECTAR_SCENARIOS: '100' };

const root = realpathSync(join(import.meta.dirname, '..'));
const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { missing: flag } });

/** Our crates that are compiled into contracts which ship. */
function contractCrates(): string[] {
	const shipped = ARTIFACTS.filter(
		({ kind, output }) => kind === 'contract' && output.startsWith('static/')
	);
	const folders = shipped.flatMap(({ workspace, folder }) => crates(root, workspace, folder));
	return [...new Set(folders.map(({ folder }) => folder))].sort();
}

async function measure(report: string): Promise<string> {
	const channel = pinnedChannel(root, 'contracts');
	await must('rustup', ['component', 'add', 'llvm-tools', '--toolchain', channel]);
	const env = { ...ROUNDS, ...(await withCargoTool(root, 'llvm-cov')) };
	const args = ['llvm-cov', 'test', '--locked', '--workspace', '--lcov', '--output-path', report];
	await must('cargo', args, { cwd: join(root, 'contracts'), env, echo: true });
	return readFileSync(report, 'utf8');
}

addCargoToPath();
const folder = mkdtempSync(join(tmpdir(), 'nectar-coverage-'));
try {
	const files = [...parseLcov(await measure(join(folder, 'lcov')))].map(
		([file, lines]) => [relative(root, file).split(sep).join('/'), lines] as const
	);
	const found = coverageByCrate(contractCrates(), new Map(files));
	for (const crate of found) {
		console.log(`${crate.crate}: ${percentage(crate)} (${crate.covered} of ${crate.total} lines)`);
		if (values.missing)
			for (const [file, lines] of crate.missing) console.log(`  ${file}: ${ranges(lines)}`);
	}
	const all = whole(found);
	console.log(`all contracts: ${percentage(all)} (${all.covered} of ${all.total} lines)`);
	if (!reaches(LEAST, all)) {
		console.error(`expected ≥ ${LEAST} %`);
		process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
