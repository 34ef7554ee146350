import * as v from 'valibot';
import { httpTransport } from '#lib/chain/http-transport.ts';
import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import { ask, query } from '#lib/chain/rpc-methods.ts';
import type { NetworkChoice, Networks } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';

export const MAINNET_PASSPHRASE = 'Public Global Stellar Network ; September 2015';

/** A network that answers, and what may be deployed there. */
export interface Target {
	/** Its entry of networks.json, as it is or as it will be. */
	readonly choice: NetworkChoice;
	readonly url: string;
	readonly rpc: JsonRpc;
	/** `sandbox`: ours, whose root account is public. `real`: money. */
	readonly kind: 'sandbox' | 'test' | 'real';
}

const about = v.object({
	passphrase: v.string(),
	friendbotUrl: v.optional(v.string()),
	protocolVersion: v.number()
});
type About = v.InferOutput<typeof about>;

/** Since protocol 26 a transfer of XLM creates the account it goes to: registration needs that. */
const LEAST_PROTOCOL = 26;

/** Finds the network in the file, or behind a URL, and asks it who it is: names and passphrases must agree. */
export async function findTarget(
	network: string,
	file: Networks,
	signal: AbortSignal
): Promise<Result<Target, string>> {
	if (/^https?:\/\//.test(network)) return behindUrl(network, file, signal);
	const choice = file.networks.find(({ name }) => name === network);
	if (choice === undefined) {
		const names = file.networks.filter(({ kind }) => kind === 'rpc').map(({ name }) => name);
		return err(`no network is named ${network}: ${names.join(', ')}, or the URL of an RPC`);
	}
	if (choice.kind === 'embedded') {
		return err(`${network} runs inside the page and deploys itself: nothing to do`);
	}
	let reason = 'it has no RPC in networks.json';
	for (const url of choice.rpc) {
		const rpc = jsonRpc(httpTransport(url));
		const found = await whoIs(rpc, signal);
		if (!found.ok) {
			reason = `${url}: ${found.error}`;
			continue;
		}
		if (found.value.passphrase !== choice.passphrase) {
			return err(
				`${url} is the network “${found.value.passphrase}”, not “${choice.passphrase}” as networks.json says`
			);
		}
		return ok({ choice, url, rpc, kind: kindOf(choice) });
	}
	return err(`${network} does not answer: ${reason}${hintFor(network)}`);
}

const hintFor = (network: string): string =>
	network === 'local' ? ' (start it: npm run sandbox -- --bare)' : '';

async function behindUrl(
	given: string,
	file: Networks,
	signal: AbortSignal
): Promise<Result<Target, string>> {
	if (!URL.canParse(given)) return err(`${given} is no URL`);
	const url = new URL(given).href;
	const rpc = jsonRpc(httpTransport(url));
	const found = await whoIs(rpc, signal);
	if (!found.ok) return err(`${url}: ${found.error}`);
	const known = file.networks.find(
		({ rpc: urls, passphrase }) => urls.includes(url) && passphrase === found.value.passphrase
	);
	const choice = known ?? newChoice(url, found.value);
	return ok({ choice, url, rpc, kind: kindOf(choice) });
}

async function whoIs(rpc: JsonRpc, signal: AbortSignal): Promise<Result<About, string>> {
	const answer = await ask(rpc, query('getNetwork', undefined, about), signal);
	if (!answer.ok) {
		return err('detail' in answer.error ? answer.error.detail : `it answers ${answer.error.kind}`);
	}
	if (answer.value.protocolVersion < LEAST_PROTOCOL) {
		return err(
			`protocol ${answer.value.protocolVersion}, and Nectar needs ${LEAST_PROTOCOL} or later`
		);
	}
	return answer;
}

function newChoice(url: string, { passphrase, friendbotUrl }: About): NetworkChoice {
	const { host } = new URL(url);
	return {
		name: host,
		title: host,
		kind: 'rpc',
		test: passphrase !== MAINNET_PASSPHRASE,
		passphrase,
		rpc: [url],
		explorer: undefined,
		friendbot: friendbotUrl,
		deployed: undefined
	};
}

/** The passphrase has the last word: whatever a file says of it, mainnet is real. */
export function kindOf({ passphrase, test }: NetworkChoice): Target['kind'] {
	if (passphrase === MAINNET_PASSPHRASE || !test) return 'real';
	return passphrase === SANDBOX_PASSPHRASE ? 'sandbox' : 'test';
}
