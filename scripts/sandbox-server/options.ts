import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DEFAULT_LEDGER_MS, parseSeed } from '#lib/sandbox/config.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { DEFAULT_SEED } from '#worker/sandbox-protocol.ts';

export interface ServerOptions {
	readonly port: number;
	readonly seed: string;
	readonly auto: boolean;
	/** Nothing but the genesis ledger: no contracts, nobody in it. */
	readonly bare: boolean;
	readonly ledgerMs: number;
	readonly help: boolean;
}

/** Fast enough to watch an auction, slow enough to read on the way. */
const WORLD_LEDGER_MS = 1_000;

export const HELP = `A local Soroban network on 127.0.0.1: JSON-RPC at / and /rpc, Friendbot at /friendbot. The world of the
page's demo lives in it: contracts, LPs, borrowers, a trader, and two keepers of the house.

Usage: npm run sandbox -- [options]

  --port N        port to listen on, 0 for any free one     (default 8000)
  --seed S        64 hex digits or a whole number: the same
                  seed and the same calls give the same
                  bytes                       (default 1; with --bare: random)
  --bare          an empty network: nothing deployed, nobody there
  --auto          ledgers close by the clock                (default)
  --manual        ledgers close by sandbox_closeLedger and
                  sandbox_warp only; with --bare
  --ledger-ms N   milliseconds between ledgers, 50–600000
                                      (default ${WORLD_LEDGER_MS}; with --bare: ${DEFAULT_LEDGER_MS})
  --help          this text
`;

/** One clear sentence when a value is wrong. */
export function parseOptions(args: readonly string[]): Result<ServerOptions, string> {
	const parsed = parse(args);
	if (!parsed.ok) return parsed;
	const { values } = parsed.value;
	if (values.auto === true && values.manual === true) {
		return err('--auto and --manual exclude each other');
	}
	const bare = values.bare === true;
	if (values.manual === true && !bare) {
		return err('--manual goes with --bare: people do not wait for requests');
	}
	const port = wholeNumber('--port', values.port ?? '8000', 0, 65_535);
	if (!port.ok) return port;
	const ledgerMs = wholeNumber(
		'--ledger-ms',
		values['ledger-ms'] ?? String(bare ? DEFAULT_LEDGER_MS : WORLD_LEDGER_MS),
		50,
		600_000
	);
	if (!ledgerMs.ok) return ledgerMs;
	const seed = parseSeed(values.seed ?? (bare ? randomBytes(32).toString('hex') : DEFAULT_SEED));
	if (seed === undefined) {
		return err(`--seed expects 64 hex digits or a whole number; found ${String(values.seed)}`);
	}
	return ok({
		port: port.value,
		seed,
		auto: values.manual !== true,
		bare,
		ledgerMs: ledgerMs.value,
		help: values.help === true
	});
}

const FLAGS = {
	port: { type: 'string' },
	seed: { type: 'string' },
	auto: { type: 'boolean' },
	manual: { type: 'boolean' },
	bare: { type: 'boolean' },
	'ledger-ms': { type: 'string' },
	help: { type: 'boolean', short: 'h' }
} as const;

function parse(args: readonly string[]) {
	try {
		return ok(parseArgs({ args: [...args], options: FLAGS, strict: true }));
	} catch (cause) {
		const message = cause instanceof Error ? cause.message : String(cause);
		return err(message.split('. ')[0] ?? message); // the rest is advice about positional arguments, of which there are none
	}
}

function wholeNumber(flag: string, text: string, min: number, max: number): Result<number, string> {
	const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (value >= min && value <= max) return ok(value);
	return err(`${flag} expects a whole number from ${min} to ${max}; found ${text}`);
}
