import { stroops, usdc, type Stroops, type Usdc } from '#lib/math/amount.ts';
import { parseDecimal, type DecimalError } from '#lib/math/parse-decimal.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { Limits } from './delegation.ts';

/** What a person typed; exact text, kept as it is. */
export interface ApprovalText {
	readonly name: string;
	/** USDC. */
	readonly stake: string;
	/** XLM. */
	readonly float: string;
	/** Days from now. */
	readonly days: string;
	readonly fillsPerHour: string;
	readonly usdcPerFill: string;
	/** Contract ids; empty = all. */
	readonly pools: readonly string[];
}
export type ApprovalField = Exclude<keyof ApprovalText, 'pools'>;

/** What the operator approves, but for the key it is for. */
export interface Approval {
	readonly name: string;
	readonly stake: Usdc;
	readonly float: Stroops;
	/** Unix seconds. */
	readonly expiresAt: number;
	readonly limits: Limits;
}

/** What the form starts with. */
export const FIRST_APPROVAL: ApprovalText = {
	name: '',
	stake: '0',
	float: '10',
	days: '14',
	fillsPerHour: '20',
	usdcPerFill: '5000',
	pools: []
};

/** The registry's own bounds (docs/contracts.md), and ours for the float: what fees need, and what one can bear to lose. */
export const BOUNDS = {
	nameBytes: 32,
	days: 30,
	fillsPerHour: 3_600,
	pools: 16,
	floatLeast: stroops(50_000_000n),
	floatMost: stroops(100_000_000n)
} as const;

/** Who approves, and for which key. */
export interface ApprovalCase {
	/** Name and stake were given before, and are not asked for. */
	readonly registered: boolean;
	/** The key has an account, so its float may be nothing. */
	readonly funded: boolean;
}

/** A sentence for each field that cannot be approved as it is. */
export type Complaints = Partial<Readonly<Record<ApprovalField, string>>>;

/**
 * What the text means, or what is wrong with it, field by field. `now`: ledger time in unix seconds, as the contract counts the
 * expiry from it.
 */
export function parseApproval(
	text: ApprovalText,
	now: number,
	{ registered, funded }: ApprovalCase
): Result<Approval, Complaints> {
	const name = registered ? ok('') : parseName(text.name);
	const stake = registered ? ok(0n) : parseStake(text.stake);
	const float = parseXlm(text.float, funded);
	const days = parseCount(text.days, BOUNDS.days, 'days');
	const fillsPerHour = parseCount(text.fillsPerHour, BOUNDS.fillsPerHour, 'fills per hour');
	const perFill = parsePositive(text.usdcPerFill);
	if (name.ok && stake.ok && float.ok && days.ok && fillsPerHour.ok && perFill.ok) {
		return ok({
			name: name.value,
			stake: usdc(stake.value),
			float: stroops(float.value),
			expiresAt: now + days.value * 86_400,
			limits: {
				fillsPerHour: fillsPerHour.value,
				maxUsdcPerFill: usdc(perFill.value),
				pools: text.pools
			}
		});
	}
	return err(complaints({ name, stake, float, days, fillsPerHour, usdcPerFill: perFill }));
}

function complaints(fields: Record<ApprovalField, Result<unknown, string>>): Complaints {
	const wrong = Object.entries(fields).flatMap(([field, read]) =>
		read.ok ? [] : [[field, read.error] as const]
	);
	return Object.fromEntries(wrong);
}

/** 1–32 printable ASCII characters without a blank at either end: error 2003. */
function parseName(text: string): Result<string, string> {
	if (text === '') return err('Give your keeper a name. Everybody can read it.');
	if (!/^[ -~]*$/.test(text)) return err('Use letters, digits and signs of ASCII only.');
	if (text.trim() !== text) return err('Take away the blank at the end.');
	return text.length > BOUNDS.nameBytes
		? err(`Use at most ${BOUNDS.nameBytes} characters; this has ${text.length}.`)
		: ok(text);
}

function parseStake(text: string): Result<bigint, string> {
	const amount = parseDecimal(text.trim(), 7);
	return amount.ok ? amount : err(decimalText(amount.error, 'Type 0 to stake nothing.'));
}

/** A key that has an account may be renewed with nothing; a new one needs its reserve and some fees. */
function parseXlm(text: string, funded: boolean): Result<bigint, string> {
	const amount = parseDecimal(text.trim(), 7);
	if (!amount.ok) return err(decimalText(amount.error, 'Between 5 and 10 XLM.'));
	if (funded && amount.value === 0n) return amount;
	if (amount.value < BOUNDS.floatLeast) {
		return err('Give it at least 5 XLM: 1.5 stay as its reserve, the rest pays fees.');
	}
	return amount.value > BOUNDS.floatMost
		? err('Give it at most 10 XLM: a stolen key could burn all of it. Top up later.')
		: amount;
}

function parsePositive(text: string): Result<bigint, string> {
	const amount = parseDecimal(text.trim(), 7);
	if (!amount.ok) return err(decimalText(amount.error, 'More than 0 USDC.'));
	return amount.value === 0n ? err('More than 0 USDC, or it could fill nothing.') : amount;
}

function parseCount(text: string, most: number, what: string): Result<number, string> {
	const trimmed = text.trim();
	const count = /^[1-9][0-9]{0,4}$/.test(trimmed) ? parseInt(trimmed, 10) : 0;
	return count >= 1 && count <= most
		? ok(count)
		: err(`A whole number of ${what}, from 1 to ${most.toLocaleString('en-US')}.`);
}

/** Why an amount could not be read, and how to write it. */
export function decimalText(error: DecimalError, otherwise: string): string {
	switch (error.kind) {
		case 'empty':
			return `Type an amount. ${otherwise}`;
		case 'not-a-plain-number':
			return 'Type digits, with a point for decimals: 12.5. No sign, no comma, no exponent.';
		case 'too-many-decimals':
			return `At most ${error.allowed} decimals. Nothing is rounded for you.`;
		case 'too-large':
			return 'More than any token has. Type less.';
	}
}
