import { signEnvelope } from '#lib/chain/envelope.ts';
import { signerOf } from '#lib/chain/signer.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { demoPair, hasDemoPair } from '#lib/storage/demo-key.ts';
import type { KeyValue } from '#lib/storage/key-value.ts';
import type { DemoPorts } from '#lib/wallet/demo.ts';

/** What the page adds: a question to the person, and XLM from the embedded network's Friendbot. */
export interface DemoSurroundings {
	readonly passphrase: string;
	readonly ask: DemoPorts['ask'];
	/** Opens the account if it does not exist. */
	fund(address: string, signal: AbortSignal): Promise<Result<null, string>>;
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
	const signer = async () => {
		if (refusal !== undefined) return err(refusal);
		const pair = await demoPair(store);
		return pair.ok ? ok(await signerOf(pair.value)) : pair;
	};
	return {
		passphrase,
		ask,
		async existing() {
			if (refusal !== undefined || !(await hasDemoPair(store))) return ok(undefined);
			const own = await signer();
			return own.ok ? ok(own.value.address) : own;
		},
		async open(signal) {
			const own = await signer();
			if (!own.ok) return own;
			const funded = await fund(own.value.address, signal);
			return funded.ok ? ok(own.value.address) : funded;
		},
		async sign(request) {
			const own = await signer();
			if (!own.ok) return own;
			try {
				return ok(await signEnvelope(request, own.value));
			} catch (cause) {
				return err(String(cause));
			}
		}
	};
}
