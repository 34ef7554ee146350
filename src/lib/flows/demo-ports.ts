import { err, ok, type Result } from '#lib/result.ts';
import { readDemoKey, writeDemoKey } from '#lib/storage/demo-key.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import type { StoredKey } from '#lib/storage/stored-key.ts';
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
	/** Never makes a key, and needs nothing but storage: a page that only shows the address loads no more. */
	const found = async (): Promise<Result<StoredKey | undefined, string>> => {
		if (refusal !== undefined) return ok(undefined);
		const key = await readDemoKey(store);
		return key.ok ? key : err(key.error.detail);
	};
	const made = async (): Promise<Result<string, string>> => {
		const { generatePair, pairSigner } = await import('#lib/chain/signer.ts');
		const pair = await generatePair();
		const signer = pair && (await pairSigner(pair));
		if (pair === undefined || signer === undefined) return err(NO_ED25519);
		const { address } = signer;
		const written = await writeDemoKey(store, { address, pair });
		return written.ok ? ok(address) : err(`this browser keeps no key (${written.error.detail})`);
	};
	return {
		passphrase,
		ask,
		async existing() {
			const key = await found();
			return key.ok ? ok(key.value?.address) : key;
		},
		async open(signal) {
			if (refusal !== undefined) return err(refusal);
			const before = await found();
			if (!before.ok) return before;
			const address = before.value === undefined ? await made() : ok(before.value.address);
			if (!address.ok) return address;
			const funded = await fund(address.value, signal);
			return funded.ok ? address : funded;
		},
		async sign(request) {
			const key = await found();
			if (!key.ok) return key;
			if (key.value === undefined) return err('its key is gone from this browser');
			const { pairSigner } = await import('#lib/chain/signer.ts');
			const { signEnvelope } = await import('#lib/chain/envelope.ts');
			const signer = await pairSigner(key.value.pair);
			if (signer?.address !== request.address) return err('its key is damaged');
			try {
				return ok(await signEnvelope(request, signer));
			} catch (cause) {
				return err(String(cause));
			}
		}
	};
}

const NO_ED25519 = 'this browser makes no Ed25519 keys; use a newer one';
