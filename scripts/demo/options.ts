import { parseArgs } from 'node:util';
import { LETTERS } from '#lib/deployment/world/cast.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { parseSeed } from '#lib/sandbox/config.ts';

export interface DemoOptions {
	/** 64 hex digits. */
	readonly seed: string;
	/** As it was typed, for the headline. */
	readonly seedText: string;
	readonly keepers: number;
	/** Hundredths of a percent by which the price falls. */
	readonly priceDropBps: number;
	/** The pool they race on: liquidation-lab, or Blend v2 itself. */
	readonly pool: 'lab' | 'blend';
	readonly json: boolean;
	/** A running sandbox server; `undefined` = a network in this process. */
	readonly rpc: string | undefined;
	readonly help: boolean;
}

const MIN_KEEPERS = 2;

export const HELP = `A whole local Soroban network in this process: contracts are deployed, an LP deposits, a price
falls, keepers race with real signed transactions, one wins, and the vault is richer.

Usage: npm run demo -- [options]

  --seed S        whole number or 64 hex digits: the same seed
                  gives the same output byte for byte         (default 1)
  --keepers N     how many keepers race, ${MIN_KEEPERS}–${LETTERS.length}               (default 2)
  --price-drop P  percent by which the price of XLM falls,
                  0.01–99 with at most two decimals           (default 25)
  --pool P        lab, or blend: Blend v2 itself with its
                  backstop, from a crate that cargo downloads (default lab)
  --json          one JSON document instead of feed and table
  --rpc URL       drive a running sandbox server (npm run
                  sandbox) by its sandbox_* methods; any other
                  network is refused                          (default: in process)
  --help          this text

Exit code 0 only if the vault gained exactly its share of the profit and the losers lost nothing but fees.
`;

/** One clear sentence when a value is wrong. */
export function parseOptions(args: readonly string[]): Result<DemoOptions, string> {
	const parsed = parse(args);
	if (!parsed.ok) return parsed;
	const { values } = parsed.value;
	const seedText = values.seed ?? '1';
	const seed = parseSeed(seedText);
	if (seed === undefined) {
		return err(`--seed expects a whole number or 64 hex digits; found ${quoted(seedText)}`);
	}
	const keepersText = values.keepers ?? String(MIN_KEEPERS);
	const keepers = /^\d{1,3}$/.test(keepersText) ? Number(keepersText) : 0;
	if (keepers < MIN_KEEPERS || keepers > LETTERS.length) {
		return err(
			`--keepers expects a whole number of ${MIN_KEEPERS}–${LETTERS.length}; found ${quoted(keepersText)}`
		);
	}
	const dropText = values['price-drop'] ?? '25';
	const drop = /^\d{1,2}(\.\d{1,2})?$/.test(dropText) ? Math.round(Number(dropText) * 100) : 0;
	if (drop < 1 || drop > 9_900) {
		return err(
			`--price-drop expects a percent of 0.01–99 with at most two decimals; found ${quoted(dropText)}`
		);
	}
	const pool = values.pool ?? 'lab';
	if (pool !== 'lab' && pool !== 'blend') {
		return err(`--pool expects lab or blend; found ${quoted(pool)}`);
	}
	const { rpc } = values;
	if (rpc !== undefined && !isHttpUrl(rpc)) {
		return err(`--rpc expects an http(s) URL; found ${quoted(rpc)}`);
	}
	return ok({
		seed,
		seedText,
		keepers,
		priceDropBps: drop,
		pool,
		json: values.json === true,
		rpc,
		help: values.help === true
	});
}

const quoted = (text: string): string => `“${text}”`;

function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

const FLAGS = {
	seed: { type: 'string' },
	keepers: { type: 'string' },
	'price-drop': { type: 'string' },
	pool: { type: 'string' },
	json: { type: 'boolean' },
	rpc: { type: 'string' },
	help: { type: 'boolean' }
} as const;

function parse(args: readonly string[]) {
	try {
		return ok(parseArgs({ args: [...args], options: FLAGS, strict: true }));
	} catch (cause) {
		const text = cause instanceof Error ? cause.message : String(cause);
		return err(text.split('\n', 1)[0]?.split('. ', 1)[0] ?? text);
	}
}
