import { EVENT_BYTES_MAX } from '#lib/vault/event-bytes.ts';
import type { ContractFunction, ContractSpec } from '../contract-spec/spec.ts';
import { open, type Call, type Case } from './call.ts';
import { CASES, NOT_MEASURED, type Measurable } from './cases.ts';
import { dexFills } from './dex-fills.ts';
import { legsOf, plannedEventBytes, type Leg } from './legs.ts';
import { allowed, RESOURCES, type Cost, type Resource } from './limits.ts';
import { measure, type Measured } from './measure.ts';
import { openWorld, type World } from './world.ts';

/** One call, measured. */
export interface Line {
	readonly contract: string;
	/** An entry point, or a further scene of one. */
	readonly fn: string;
	readonly cost: Measured;
}

/** Bytes of all events of the fill that was measured, and what the vault counts for it before it happens. */
export interface FillEvents {
	readonly measured: number;
	readonly planned: number;
}

export interface Report {
	readonly lines: readonly Line[];
	readonly legs: readonly Leg[];
	readonly fillEvents: FillEvents | undefined;
	/** One sentence for each bound that is broken and each entry point that nobody measures. */
	readonly problems: readonly string[];
}

const CONSTRUCTOR = '__constructor';
/** The call whose events contain a leg over each route of the vault. */
const FILL = { contract: 'nectar-vault', fn: 'fill' };

/** Measures every entry point of every contract on a network of its own. */
export async function costsOf(specs: readonly ContractSpec[]): Promise<Report> {
	const world = await openWorld();
	const { lines, problems } = await linesOf(world, specs, CASES);
	const fill = lines.find((line) => line.contract === FILL.contract && line.fn === FILL.fn);
	const legs = fill === undefined ? [] : await legsOf(world, fill.cost.events);
	const fillEvents =
		fill === undefined
			? undefined
			: { measured: fill.cost.eventBytes, planned: plannedEventBytes(world, legs) };
	const fills = fill === undefined ? [] : await dexFills(world);
	const further = fills.map(({ name, cost }) => ({ ...FILL, fn: `${FILL.fn}: ${name}`, cost }));
	const allLegs = [...legs, ...fills.map(({ leg }) => leg)];
	problems.push(
		...further.flatMap(excessesOfDexFill),
		...allLegs.flatMap(excessOfLeg),
		...excessOfFill(FILL.fn, fillEvents),
		...fills.flatMap(({ name, cost, routes }) => {
			const own = allLegs.filter(({ route }) => routes.includes(route));
			const planned = plannedEventBytes(world, own);
			return excessOfFill(name, { measured: cost.eventBytes, planned });
		})
	);
	return { lines: [...lines, ...further], legs: allLegs, fillEvents, problems };
}

/** Reports of different networks as one. */
export const merged = (reports: readonly Report[]): Report => ({
	lines: reports.flatMap(({ lines }) => lines),
	legs: reports.flatMap(({ legs }) => legs),
	fillEvents: reports.find(({ fillEvents }) => fillEvents !== undefined)?.fillEvents,
	problems: reports.flatMap(({ problems }) => problems)
});

/** Measures every entry point of those contracts of the list that have cases. */
export async function linesOf(
	world: World,
	specs: readonly ContractSpec[],
	cases: Readonly<Record<string, Measurable>>
): Promise<{ lines: Line[]; problems: string[] }> {
	const lines: Line[] = [];
	const own = specs.filter((spec) => spec.contract in cases || isMeasured(spec));
	const problems = surplusCases(specs, cases);
	for (const { contract, functions } of own) {
		for (const fn of functions) {
			const line = await lineOf(world, contract, fn, cases[contract]);
			if (typeof line === 'string') problems.push(`${contract}.${fn.name}: ${line}`);
			else lines.push(line);
		}
	}
	problems.push(...lines.flatMap(excesses));
	return { lines, problems };
}

/** On the lab's network. */
export const isMeasured = ({ contract }: ContractSpec): boolean => !(contract in NOT_MEASURED);

/** A measured line, or the reason why there is none. */
async function lineOf(
	world: World,
	contract: string,
	fn: ContractFunction,
	known: Measurable | undefined
): Promise<Line | string> {
	const chosen = caseOf(contract, fn, known);
	if (chosen === undefined) return 'no case in scripts/costs/cases';
	world.reset();
	try {
		const call = await chosen(world);
		if (fn.name !== CONSTRUCTOR && nameOf(call) !== fn.name)
			return `its case calls ${nameOf(call)}`;
		return { contract, fn: fn.name, cost: await measure(world, call) };
	} catch (cause) {
		return cause instanceof Error ? cause.message : String(cause);
	}
}

function caseOf(
	contract: string,
	fn: ContractFunction,
	known: Measurable | undefined
): Case | undefined {
	const own = known?.cases[fn.name];
	if (known === undefined || own !== undefined) return own;
	if (fn.name === CONSTRUCTOR) {
		return ({ scene, creation }) => ({
			by: scene.deployer,
			intent: creation(contract, 'another instance')
		});
	}
	if (fn.arguments > 0) return undefined;
	return async (world) => open(world.cast.lp, await known.at(world), fn.name);
}

const nameOf = ({ intent }: Call): string =>
	intent.kind === 'invoke' ? intent.call.fn : intent.kind;

/** Cases of entry points that are gone. */
function surplusCases(
	specs: readonly ContractSpec[],
	all: Readonly<Record<string, Measurable>>
): string[] {
	return Object.entries(all).flatMap(([contract, { cases }]) => {
		const names = specs.find((spec) => spec.contract === contract)?.functions ?? [];
		return Object.keys(cases)
			.filter((fn) => !names.some(({ name }) => name === fn))
			.map((fn) => `${contract} has a case of ${fn}, which its wasm has not`);
	});
}

export const excesses = ({ contract, fn, cost }: Line): readonly string[] =>
	RESOURCES.filter((resource) => cost[resource] > allowed(resource)).map((resource) =>
		excess(`${contract}.${fn}`, resource, allowed(resource), cost)
	);

/** Two legs of two hops may take more than two thirds of the events: as many as the vault lets an order emit. */
const excessesOfDexFill = ({ contract, fn, cost }: Line): readonly string[] =>
	RESOURCES.flatMap((resource) => {
		const most = resource === 'eventBytes' ? EVENT_BYTES_MAX : allowed(resource);
		return cost[resource] > most ? [excess(`${contract}.${fn}`, resource, most, cost)] : [];
	});

const excess = (call: string, resource: Resource, most: number, cost: Cost): string =>
	`${call}: ${resource}: expected ≤ ${most}, found ${cost[resource]}`;

export const excessOfLeg = ({ route, name, measured, configured }: Leg): readonly string[] =>
	measured > configured || measured === 0
		? [
				`route ${route} ${name}: its leg emits ${measured} bytes of events, configured are ${configured}`
			]
		: [];

const excessOfFill = (name: string, events: FillEvents | undefined): readonly string[] =>
	events !== undefined && events.measured > events.planned
		? [`${name}: it emits ${events.measured} bytes of events, the vault counts ${events.planned}`]
		: [];
