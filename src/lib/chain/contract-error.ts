import { CONTRACT_ERRORS } from './contract-errors.ts';

/** A contract of ours, by the name of its crate. */
export type OwnContract = keyof typeof CONTRACT_ERRORS;
type Table<C extends OwnContract> = (typeof CONTRACT_ERRORS)[C];
type Entry<C extends OwnContract> = Table<C>[keyof Table<C>];
/** The names of a contract's errors. */
export type ErrorName<C extends OwnContract> =
	Entry<C> extends { readonly name: infer Name extends string } ? Name : never;

export interface ContractError<C extends OwnContract> {
	readonly name: ErrorName<C>;
	/** What the contract's source says about it. */
	readonly doc: string;
}

const TABLES: { readonly [C in OwnContract]: Readonly<Record<number, ContractError<C>>> } =
	CONTRACT_ERRORS;

/** A code of a contract of ours in words; `undefined` = the contract has no such code. */
export function contractError<C extends OwnContract>(
	contract: C,
	code: number
): ContractError<C> | undefined {
	return TABLES[contract][code];
}
