import { LIMITS, RESOURCES, tightest, WASM_LIMIT, type Resource } from './limits.ts';
import { NOT_MEASURED } from './cases.ts';
import type { Line, Report } from './report.ts';

const NAMES: Readonly<Record<Resource, string>> = {
	instructions: 'instr. M',
	memory: 'memory ≤ kB',
	keys: 'keys',
	writes: 'writes',
	diskReads: 'disk reads',
	diskReadBytes: 'bytes',
	writeBytes: 'write B',
	envelopeBytes: 'tx B',
	eventBytes: 'events B'
};
const SCALE: Readonly<Partial<Record<Resource, number>>> = { instructions: 1e6, memory: 1e3 };
const NAME_WIDTH = 40;

/** The table: an entry point a line, the limits above it, the routes' legs and the sizes of the code below. */
export function table(report: Report, sizes: ReadonlyMap<string, number>): string {
	const head = row(
		'',
		RESOURCES.map((resource) => NAMES[resource]),
		'fee XLM',
		'closest to a limit'
	);
	const limits = row(
		'mainnet, one transaction',
		RESOURCES.map((resource) => shown(resource, LIMITS[resource])),
		'',
		''
	);
	return [
		head,
		limits,
		...report.lines.map(lineText),
		'',
		'Events of one leg of a route        measured   configured',
		...report.legs.map(
			({ route, name, measured, configured }) =>
				`  ${`${route} ${name}`.padEnd(32)}${String(measured).padStart(10)}${String(configured).padStart(13)}`
		),
		...fillEvents(report),
		'',
		...notMeasured(report),
		'',
		`Code                                   bytes     of ${WASM_LIMIT}`,
		...[...sizes].map(
			([name, bytes]) =>
				`  ${name.padEnd(32)}${String(bytes).padStart(10)}${percent(bytes / WASM_LIMIT).padStart(13)}`
		)
	].join('\n');
}

function notMeasured({ lines }: Report): readonly string[] {
	return Object.entries(NOT_MEASURED)
		.filter(([name]) => lines.every(({ contract }) => contract !== name))
		.map(([name, why]) => `${name}: not measured, ${why}`);
}

function fillEvents({ fillEvents }: Report): readonly string[] {
	if (fillEvents === undefined) return [];
	const { measured, planned } = fillEvents;
	const name = 'all of nectar-vault.fill'.padEnd(32);
	return [`  ${name}${String(measured).padStart(10)}${String(planned).padStart(13)}`];
}

function lineText({ contract, fn, cost }: Line): string {
	const { resource, share } = tightest(cost);
	return row(
		`${contract}.${fn}`,
		RESOURCES.map((name) => shown(name, cost[name])),
		(Number(cost.feeCharged) / 1e7).toFixed(5),
		`${percent(share)} ${NAMES[resource]}`
	);
}

function shown(resource: Resource, value: number): string {
	const scale = SCALE[resource];
	return scale === undefined
		? String(value)
		: (value / scale).toFixed(resource === 'memory' ? 0 : 2);
}

const row = (name: string, cells: readonly string[], fee: string, closest: string): string =>
	`${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(12)).join('')}${fee.padStart(10)}  ${closest}`.trimEnd();

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
