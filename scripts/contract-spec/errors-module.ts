import type { ContractSpec } from './spec.ts';

/** Path of the generated module, relative to the repository. */
export const ERRORS_MODULE = 'src/lib/chain/contract-errors.ts';

const HEADER = `// Written by \`npm run contracts:errors\` from the wasm in static/wasm. To change it, change a contract's errors.rs.

/** Every error a contract of ours can raise: contract → code → its name and what its source says about it. */
// prettier-ignore
export const CONTRACT_ERRORS = {`;

/** The module's text: one line for each error. */
export function errorsModule(specs: readonly ContractSpec[]): string {
	const tables = specs.map(({ contract, errors }) => {
		const lines = errors.map(
			({ code, name, doc }) => `\t\t${code}: { name: ${quoted(name)}, doc: ${quoted(doc)} }`
		);
		return `\t${quoted(contract)}: {\n${lines.join(',\n')}\n\t}`;
	});
	return `${HEADER}\n${tables.join(',\n')}\n} as const;\n`;
}

const quoted = (text: string): string =>
	`'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
