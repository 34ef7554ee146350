import {
	readEnvelope,
	type EnvelopeRow,
	type RawValue,
	type ReadEnvelope
} from '#lib/chain/read-envelope.ts';
import { shortAddress } from '#lib/keeper/explain.ts';
import { stroops } from '#lib/math/amount.ts';
import type { Network, Token } from '#lib/networks.ts';
import { ok, type Result } from '#lib/result.ts';
import { amountText, momentText } from './amount-text.ts';
import { namedCall, type ArgumentUnit, type CallRole } from './argument-names.ts';
import type { Preview, PreviewArgument, PreviewChange, PreviewRow } from './preview.ts';

/** Whose eyes a preview is for. */
export interface Reader {
	readonly network: Network;
	/** The account that signs: “you”. */
	readonly account: string;
	/** Unix seconds of ledger time. */
	readonly now: number;
}

/** The most a trustline can hold: what a wallet writes for “no limit”. */
const NO_LIMIT = 9_223_372_036_854_775_807n;

/** What an envelope says, from its bytes alone. The error is a sentence about the bytes. */
export function previewOf(xdr: string, reader: Reader): Result<Preview, string> {
	const read = readEnvelope(xdr, reader.network.passphrase);
	return read.ok ? ok(shown(xdr, read.value, reader)) : read;
}

function shown(xdr: string, envelope: ReadEnvelope, reader: Reader): Preview {
	const { rows, source, sequence, fee, maxTime, hash } = envelope;
	return {
		rows: rows.map((row) => rowOf(row, reader)),
		changes: rows.flatMap((row) => changeOf(row, reader)),
		...{ source, sequence, maxTime, hash, xdr },
		maxFee: stroops(fee)
	};
}

function rowOf(row: EnvelopeRow, reader: Reader): PreviewRow {
	switch (row.kind) {
		case 'call':
			return callRow(row, reader);
		case 'trust':
			return classic(`Trust ${codeOf(row.asset)}`, [
				...assetArguments(row.asset),
				plain(
					'limit',
					row.limit.toString(),
					row.limit === NO_LIMIT ? 'none' : amountText(row.limit, 7, codeOf(row.asset))
				)
			]);
		case 'payment':
			return classic(`Send ${codeOf(row.asset)} to ${whoIs(row.destination, reader)}`, [
				plain('destination', row.destination, named(row.destination, reader)),
				...assetArguments(row.asset),
				plain('amount', row.amount.toString(), amountText(row.amount, 7, codeOf(row.asset)))
			]);
		case 'merge':
			return classic(`Close ${shortAddress(row.account)} and take its XLM`, [
				plain('account', row.account, named(row.account, reader)),
				plain('destination', row.destination, named(row.destination, reader))
			]);
		case 'restore':
			return classic('Restore archived entries', [
				plain('entries', String(row.entries), undefined)
			]);
		case 'unknown':
			return classic(`Something else: ${row.type}`, []);
	}
}

const classic = (title: string, args: readonly PreviewArgument[]): PreviewRow => ({
	title,
	fn: undefined,
	contract: undefined,
	contractName: undefined,
	arguments: args
});
const plain = (name: string, raw: string, readable: string | undefined): PreviewArgument => ({
	name,
	raw,
	readable
});

/** Code and issuer, each on its own as wallets show them. */
function assetArguments(asset: string): readonly PreviewArgument[] {
	const [code = asset, issuer] = asset.split(':');
	const own = plain('asset', code, undefined);
	return issuer === undefined ? [own] : [own, plain('issuer', issuer, undefined)];
}

type CallRow = Extract<EnvelopeRow, { kind: 'call' }>;

function callRow(row: CallRow, reader: Reader): PreviewRow {
	const role = roleOf(row.contract, reader.network);
	const known = role && namedCall(role.role, row.fn);
	const args = row.args.map((value, index): PreviewArgument => {
		const [name, unit] = known?.args[index] ?? [`argument ${index + 1}`, 'as-is'];
		return plain(name, value.text, readable(value, unit, role?.token, reader));
	});
	return {
		title: titleOf(row, known?.title, role?.token, reader),
		fn: row.fn,
		contract: row.contract,
		contractName: role?.name,
		arguments: args
	};
}

function titleOf(
	{ fn, args }: CallRow,
	title: string | undefined,
	token: Token | undefined,
	reader: Reader
): string {
	if (title === undefined) return `Call ${fn}`;
	const to = args[1]?.text;
	return token === undefined || to === undefined
		? title
		: `${title} ${token.code} to ${whoIs(to, reader)}`;
}

interface Role {
	readonly role: CallRole;
	readonly name: string;
	readonly token?: Token;
}

function roleOf(contract: string, network: Network): Role | undefined {
	if (contract === network.registry) return { role: 'registry', name: 'keeper-registry' };
	if (contract === network.vault) return { role: 'vault', name: 'nectar-vault' };
	if (contract === network.faucet) return { role: 'faucet', name: 'faucet' };
	const tokens = [network.usdc, network.native, ...network.tokens];
	const token = tokens.find((one) => one.contract === contract);
	return token && { role: 'token', name: token.code, token };
}

function readable(
	value: RawValue,
	unit: ArgumentUnit,
	token: Token | undefined,
	reader: Reader
): string | undefined {
	if (unit === 'account') return named(value.text, reader);
	if (unit === 'limits') return limitsText(value, reader.network);
	if (value.kind !== 'integer') return undefined;
	const raw = BigInt(value.text);
	switch (unit) {
		case 'usdc':
			return amountText(raw, 7, reader.network.usdc.code);
		case 'shares':
			return amountText(raw, 7, 'shares');
		case 'xlm':
			return amountText(raw, 7, 'XLM');
		case 'token':
			return token && amountText(raw, token.decimals, token.code);
		case 'time':
			return momentText(Number(raw), reader.now);
		case 'as-is':
			return undefined;
	}
}

function limitsText(value: RawValue, { pools, usdc }: Network): string | undefined {
	if (value.kind !== 'record') return undefined;
	const { fills_per_hour: fills, max_usdc_per_fill: most, pools: listed } = value.fields;
	if (fills === undefined || most === undefined || !/^\d+$/.test(most)) return undefined;
	const ids = (listed ?? '').match(/C[A-Z2-7]{55}/g) ?? [];
	const names = ids.map(
		(id) => pools.find((pool) => pool.contract === id)?.name ?? shortAddress(id)
	);
	const where = names.length === 0 ? 'all pools' : names.join(', ');
	return `${fills} fills per hour, ${amountText(BigInt(most), 7, usdc.code)} per fill, ${where}`;
}

/** What an address is called here; `undefined` = nothing shorter than itself. */
function named(address: string, { account, network }: Reader): string | undefined {
	if (address === account) return 'you';
	return roleOf(address, network)?.name;
}

const whoIs = (address: string, reader: Reader): string =>
	named(address, reader) ?? shortAddress(address);

const codeOf = (asset: string): string => asset.split(':', 1)[0] ?? asset;

function changeOf(row: EnvelopeRow, reader: Reader): readonly PreviewChange[] {
	const { account, network } = reader;
	if (row.kind === 'payment') {
		const amount = amountText(row.amount, 7, codeOf(row.asset));
		return [{ what: `To ${whoIs(row.destination, reader)}`, amount: `−${amount}` }];
	}
	if (row.kind !== 'call' || row.fn !== 'transfer') return [];
	const token = roleOf(row.contract, network)?.token;
	const [from, to, amount] = row.args;
	if (token === undefined || from?.text !== account || amount?.kind !== 'integer') return [];
	return [
		{
			what: `To ${whoIs(to?.text ?? '', reader)}`,
			amount: `−${amountText(BigInt(amount.text), token.decimals, token.code)}`
		}
	];
}
