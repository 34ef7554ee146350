import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeStream, ScSpecEntry } from '@stellar/stellar-sdk/xdr';
import { ARTIFACTS, type Artifact } from '../wasm/artifacts.ts';
import { customSection } from './custom-section.ts';

const SPEC = 'contractspecv0';

/** What a contract says about itself: functions, types, errors and events. */
export interface ContractSpec {
	/** The crate's name. */
	readonly contract: string;
	/** Entry points, the constructor among them. */
	readonly functions: readonly ContractFunction[];
	/** By code, ascending; those of OpenZeppelin's modules among them. */
	readonly errors: readonly ContractError[];
}

export interface ContractFunction {
	readonly name: string;
	/** How many arguments it takes. */
	readonly arguments: number;
}

export interface ContractError {
	readonly code: number;
	readonly name: string;
	/** One sentence or more, on one line. */
	readonly doc: string;
}

/** Contracts that ship; those of tests alone have no place in a table of errors or costs. */
export const SHIPPED: readonly Artifact[] = ARTIFACTS.filter(
	({ kind, output }) => kind === 'contract' && output === 'static/wasm'
);

export function readSpecs(root: string): readonly ContractSpec[] {
	return SHIPPED.map(({ name, output }) =>
		specOf(name, readFileSync(join(root, output, `${name}.wasm`)))
	);
}

export function specOf(contract: string, wasm: Uint8Array): ContractSpec {
	const entries = decodeStream(ScSpecEntry, customSection(wasm, SPEC));
	if (entries.length === 0)
		throw new Error(`expected a ${SPEC} section in ${contract}, found none`);
	const functions: ContractFunction[] = [];
	const errors = new Map<number, ContractError>();
	for (const entry of entries) {
		if (entry.type === 'scSpecEntryFunctionV0') {
			functions.push({ name: String(entry.value.name), arguments: entry.value.inputs.length });
		}
		if (entry.type !== 'scSpecEntryUdtErrorEnumV0') continue;
		for (const { value: code, name, doc } of entry.value.cases) {
			const known = errors.get(code);
			if (known !== undefined && known.name !== String(name)) {
				throw new Error(`${contract}: ${code} is ${known.name} and ${String(name)}`);
			}
			errors.set(code, { code, name: String(name), doc: oneLine(String(doc)) });
		}
	}
	return {
		contract,
		functions: functions.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
		errors: [...errors.values()].toSorted((a, b) => a.code - b.code)
	};
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Bytes of each contract's wasm. */
export const sizesOf = (root: string): ReadonlyMap<string, number> =>
	new Map(
		SHIPPED.map(({ name, output }) => [name, statSync(join(root, output, `${name}.wasm`)).size])
	);
