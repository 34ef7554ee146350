import { join } from 'node:path';
import { command } from '../command.ts';
import { playwrightCounts, vitestCounts } from './counts.ts';
import { cargoTests, counted, npmStep, step, type Part } from './part.ts';

/** Is it good? Two lanes of about equal length; the first step prepares what both read. */
export function goodLanes(root: string, reports: string): Part[][] {
	return [
		[npmStep('types', 'check'), npmStep('lint', 'lint')],
		[...quickParts(), unitTests(root, reports)]
	];
}

/** Generated types that checks, lint and tests read. */
export function prepare(root: string): Part {
	return step('prepare', process.execPath, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'], {
		cwd: root
	});
}

/** Everything that Node alone can check, in the order in which a mistake is cheapest to find. */
export function webParts(root: string, reports: string): Part[] {
	return [
		npmStep('types', 'check'),
		npmStep('lint', 'lint'),
		...quickParts(),
		npmStep('licences', 'licenses'),
		unitTests(root, reports),
		vitest(root, reports, 'local network tests', ['sandbox']),
		npmStep('build', 'build'),
		npmStep('page sizes', 'size'),
		npmStep('the same bytes from another folder', 'reproducible'),
		npmStep('Chromium', 'chromium'),
		playwright(root, reports)
	];
}

function quickParts(): Part[] {
	return [
		npmStep('format', 'format:check'),
		npmStep('import directions', 'arch'),
		npmStep('unused code', 'knip'),
		npmStep('file lengths', 'lines'),
		npmStep('wasm matches its sources', 'wasm:check')
	];
}

function unitTests(root: string, reports: string): Part {
	return vitest(root, reports, 'unit tests', ['core', 'state', 'tooling']);
}

const CLIPPY = ['clippy', '--locked', '--workspace', '--all-targets', '--', '-D', 'warnings'];

/** What needs cargo for the contracts. The toolchain comes first: without it nothing here works, and nothing here is skipped. */
export function contractParts(root: string, reports: string): Part[] {
	const contracts = join(root, 'contracts');
	return [
		npmStep('Rust toolchain', 'rust'),
		step('contracts: format', 'cargo', ['fmt', '--all', '--check'], { cwd: contracts }),
		step('licences of the wasm', process.execPath, ['scripts/licenses.ts', '--rust'], {
			cwd: root
		}),
		step('contracts: clippy', 'cargo', CLIPPY, { cwd: contracts }),
		cargoTests('contracts: tests', contracts),
		vitest(root, reports, 'races on the real Blend', ['blend'])
	];
}

/**
 * What needs cargo for the sandbox and the committed wasm. Each stands alone, so that whichever lane is free takes the next one; by
 * then the toolchain is there, as the contracts' lane begins with it.
 */
export function sandboxParts(root: string): Part[] {
	const sandbox = join(root, 'sandbox');
	return [
		cargoTests('sandbox: tests', sandbox),
		npmStep('wasm rebuilt byte for byte', 'wasm:verify'),
		step('sandbox: format', 'cargo', ['fmt', '--all', '--check'], { cwd: sandbox }),
		step('sandbox: clippy', 'cargo', CLIPPY, { cwd: sandbox })
	];
}

function vitest(root: string, reports: string, name: string, projects: string[]): Part {
	const file = join(reports, `${projects.join('-')}.json`);
	const args = ['run', ...projects.flatMap((project) => ['--project', project])].concat([
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`
	]);
	const program = join(root, 'node_modules/vitest/vitest.mjs');
	return counted(
		name,
		() => command(process.execPath, [program, ...args], { cwd: root }),
		() => vitestCounts(file)
	);
}

function playwright(root: string, reports: string): Part {
	const file = join(reports, 'browser.json');
	const program = join(root, 'node_modules/@playwright/test/cli.js');
	return counted(
		'browser tests',
		() =>
			command(process.execPath, [program, 'test', '--reporter=list,json'], {
				cwd: root,
				env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, CI: '1' }
			}),
		() => playwrightCounts(file)
	);
}
