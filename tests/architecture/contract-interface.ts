import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contract, type xdr } from '@stellar/stellar-sdk';

const WASM = join(import.meta.dirname, '../../static/wasm');

/** Error enums of OpenZeppelin's modules, which every user of them carries: docs/contracts.md names their ranges. */
const FOREIGN = [
	'FungibleTokenError',
	'OwnableError',
	'PausableError',
	'RoleTransferError',
	'SorobanFixedPointError'
];

/** What docs/contracts.md must say of one contract. */
export interface ContractInterface {
	readonly name: string;
	/** `transfer(from, to, amount)` */
	readonly functions: readonly string[];
	/** Rows of its table of events. */
	readonly events: readonly string[];
	/** Rows of its table of errors. */
	readonly errors: readonly string[];
}

/** What the committed wasm of each contract says of itself (SEP-48). */
export function contractInterfaces(): ContractInterface[] {
	const files = readdirSync(WASM).filter((file) => file.endsWith('.wasm'));
	const names = files.map((file) => file.slice(0, -'.wasm'.length));
	return names.filter((name) => name !== 'sandbox').map(interfaceOf);
}

function interfaceOf(name: string): ContractInterface {
	const { entries } = contract.Spec.fromWasm(readFileSync(join(WASM, `${name}.wasm`)));
	return {
		name,
		functions: entries.flatMap(signatures).toSorted(),
		events: entries.flatMap(eventRows).toSorted(),
		errors: entries.flatMap(errorRows).toSorted(inNumbers)
	};
}

function signatures(entry: xdr.ScSpecEntry): string[] {
	if (entry.type !== 'scSpecEntryFunctionV0') return [];
	const { name, inputs } = entry.functionV0;
	return [`${name.toString()}(${inputs.map((input) => input.name.toString()).join(', ')})`];
}

function eventRows(entry: xdr.ScSpecEntry): string[] {
	if (entry.type !== 'scSpecEntryEventV0') return [];
	const { prefixTopics, params, dataFormat } = entry.eventV0;
	const at = (location: xdr.ScSpecEventParamLocationV0['name']) =>
		params
			.filter((param) => param.location.name === location)
			.map((param) => param.name.toString())
			.join(', ');
	const name = prefixTopics.map((topic) => topic.toString()).join(' ');
	const topics = at('scSpecEventParamLocationTopicList');
	const data = inFormat(at('scSpecEventParamLocationData'), dataFormat);
	return [row(code(name), topics === '' ? '–' : code(topics), data === '' ? '–' : code(data))];
}

function inFormat(names: string, format: xdr.ScSpecEventDataFormat): string {
	if (names === '') return '';
	switch (format.name) {
		case 'scSpecEventDataFormatMap':
			return `{${names}}`;
		case 'scSpecEventDataFormatVec':
			return `[${names}]`;
		case 'scSpecEventDataFormatSingleValue':
			return names;
	}
}

function errorRows(entry: xdr.ScSpecEntry): string[] {
	if (entry.type !== 'scSpecEntryUdtErrorEnumV0') return [];
	const { name, cases } = entry.udtErrorEnumV0;
	if (FOREIGN.includes(name.toString())) return [];
	return cases.map((error) =>
		row(
			String(error.value),
			code(error.name.toString()),
			error.doc.toString().replaceAll(/\s+/g, ' ')
		)
	);
}

const inNumbers = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
const code = (text: string) => `\`${text}\``;
const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
