import { signEnvelope } from '#lib/chain/envelope.ts';
import { generatePair, pairSigner, type Signer } from '#lib/chain/signer.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { readDemoPair, writeDemoPair } from '#lib/storage/demo-key.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import type { DemoPorts } from '#lib/wallet/demo.ts';

/** What the page adds: a question to the person, and XLM from the embedded network's Friendbot. */
export interface DemoSurroundings {
	readonly passphrase: string;
	readonly ask: DemoPorts['ask'];
	/** Opens the account if it does not exist. */
	readonly fund: (address: string, signal: AbortSignal) => Promise<Result<null, string>>;
}

export interface DemoHome {
	readonly store: KeyValue;
	/** Why no key may be made or loaded here; `undefined`: it may. */
	readonly refusal: string | undefined;
}

/** The demo wallet's ports over a key in this browser's storage. */
export function demoPorts(
	{ store, refusal }: DemoHome,
	{ passphrase, ask, fund }: DemoSurroundings
): DemoPorts {
	/** Never makes a key. */
	const found = async (): Promise<Result<Signer | undefined, string>> => {
		if (refusal !== undefined) return ok(undefined);
		const pair = await readDemoPair(store);
		if (!pair.ok) return err(pair.error.detail);
		return ok(pair.value && (await pairSigner(pair.value)));
	};
	const made = async (): Promise<Result<Signer, string>> => {
		if (refusal !== undefined) return err(refusal);
		const before = await found();
		if (!before.ok) return before;
		if (before.value !== undefined) return ok(before.value);
		const pair = await generatePair();
		if (pair === undefined) return err(NO_ED25519);
		const written = await writeDemoPair(store, pair);
		if (!written.ok) return err(`this browser keeps no key (${written.error.detail})`);
		const signer = await pairSigner(pair);
		return signer === undefined ? err(NO_ED25519) : ok(signer);
	};
	return {
		passphrase,
		ask,
		async existing() {
			const own = await found();
			return own.ok ? ok(own.value?.address) : own;
		},
		async open(signal) {
			const own = await made();
			if (!own.ok) return own;
			const funded = await fund(own.value.address, signal);
			return funded.ok ? ok(own.value.address) : funded;
		},
		async sign(request) {
			const own = await found();
			if (!own.ok) return own;
			if (own.value === undefined) return err('its key is gone from this browser');
			try {
				return ok(await signEnvelope(request, own.value));
			} catch (cause) {
				return err(String(cause));
			}
		}
	};
}

const NO_ED25519 = 'this browser makes no Ed25519 keys; use a newer one';
