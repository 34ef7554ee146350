import { err, ok, type Result } from '#lib/result.ts';
import type { SignRequest, Wallet, WalletError } from './wallet.ts';

/** What the demo wallet needs from the page around it. */
export interface DemoPorts {
	/** The account's address, if its key was made before. Never makes one. */
	existing(): Promise<Result<string | undefined, string>>;
	/** Makes the key if there is none, and has its account opened on the embedded network. */
	open(signal: AbortSignal): Promise<Result<string, string>>;
	/** Passphrase of the network that the wallet belongs to. */
	readonly passphrase: string;
	/** Shows what is to be signed and asks. Resolves with `false` when the signal aborts, too. */
	readonly ask: (request: SignRequest, signal: AbortSignal) => Promise<boolean>;
	/** Base64 of the signed envelope. */
	sign(request: SignRequest): Promise<Result<string, string>>;
}

/**
 * A wallet for the embedded network, whose money is nobody's: it asks for the same confirmations as a real one, and its key never
 * leaves the browser either.
 */
export function demoWallet(ports: DemoPorts): Wallet {
	const failed = (detail: string) => err<WalletError>({ kind: 'failed', detail });
	return {
		kind: 'demo',
		async status() {
			const address = await ports.existing();
			if (!address.ok) return failed(address.error);
			return ok(
				address.value === undefined
					? { kind: 'disconnected' }
					: { kind: 'connected', address: address.value, passphrase: ports.passphrase }
			);
		},
		async connect(signal) {
			const opened = await ports.open(signal);
			return opened.ok ? opened : failed(opened.error);
		},
		async sign(request, signal) {
			const { passphrase: expected } = request;
			if (expected !== ports.passphrase) {
				return err({ kind: 'wrong-network', expected, found: ports.passphrase });
			}
			const own = await ports.existing();
			if (!own.ok) return failed(own.error);
			if (own.value !== request.address) {
				return err({ kind: 'other-account', expected: request.address, found: own.value ?? '' });
			}
			const agreed = await ports.ask(request, signal);
			if (signal.aborted) return err({ kind: 'cancelled' });
			if (!agreed) return err({ kind: 'declined' });
			const signed = await ports.sign(request);
			return signed.ok ? signed : failed(signed.error);
		}
	};
}
