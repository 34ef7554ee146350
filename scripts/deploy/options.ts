import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#lib/result.ts';

export interface DeployOptions {
	/** A name of networks.json, or the URL of an RPC. */
	readonly network: string;
	readonly manifest: string | undefined;
	/** Where networks.json is. */
	readonly file: string;
	readonly yes: boolean;
	readonly help: boolean;
}

export const HELP = `Deploys Nectar on a network and writes its entry in static/networks.json.

Usage: npm run deploy -- --network testnet|local|mainnet|URL [options]

  --network N      a name of networks.json, or the URL of a Soroban RPC
  --manifest FILE  real USDC, pools, oracle and routes; without it a test
                   network gets a test pool with test money, and mainnet is
                   refused (docs/deploy.md has an example)
  --file FILE      the networks.json to read and write   (default static/networks.json)
  --yes            do not ask before anything is spent
  --help           this text

The deployer's secret key (S…) comes from the environment variable NECTAR_SECRET, or is asked for without being shown.
What the chain already has is skipped: after a failure run the same command again.
`;

export function parseOptions(args: readonly string[]): Result<DeployOptions, string> {
	const parsed = parse(args);
	if (!parsed.ok) return parsed;
	const { network, manifest, file, yes, help } = parsed.value.values;
	if (network === undefined && help !== true) {
		return err('--network is missing: testnet, local, mainnet, or the URL of an RPC');
	}
	return ok({
		network: network ?? '',
		manifest,
		file: file ?? 'static/networks.json',
		yes: yes === true,
		help: help === true
	});
}

const FLAGS = {
	network: { type: 'string' },
	manifest: { type: 'string' },
	file: { type: 'string' },
	yes: { type: 'boolean' },
	help: { type: 'boolean', short: 'h' }
} as const;

function parse(args: readonly string[]) {
	const secret = args.find((text) => /S[A-Z2-7]{55}/.test(text));
	if (secret !== undefined) {
		return err(
			'a secret key is no argument, other programs can read those: give it in NECTAR_SECRET, and consider this one known'
		);
	}
	try {
		return ok(parseArgs({ args: [...args], options: FLAGS, strict: true }));
	} catch (cause) {
		const message = cause instanceof Error ? cause.message : String(cause);
		return err(message.split('. ')[0] ?? message);
	}
}
