import type { Result } from '#lib/result.ts';

/** Why a wallet did not do what it was asked. */
export type WalletError =
	/** Not installed, or not in this frame. */
	| { readonly kind: 'absent' }
	| { readonly kind: 'locked' }
	/** The person closed the window or said no. Nothing was sent. */
	| { readonly kind: 'declined' }
	/** Passphrases. */
	| { readonly kind: 'wrong-network'; readonly expected: string; readonly found: string }
	| { readonly kind: 'other-account'; readonly expected: string; readonly found: string }
	/** An answer without its fields: the extension was updated under the page, which must be reloaded. */
	| { readonly kind: 'empty-answer' }
	/** A call that opens no window did not answer in time. */
	| { readonly kind: 'timed-out' }
	/** Given up here while the wallet's window was open. What is signed there afterwards is dropped. */
	| { readonly kind: 'cancelled' }
	| { readonly kind: 'failed'; readonly detail: string };

/** What the wallet says without asking anybody. */
export type WalletStatus =
	| { readonly kind: 'absent' }
	/** Installed, and this site has no leave to see an account, or the wallet is locked. */
	| { readonly kind: 'disconnected' }
	| { readonly kind: 'connected'; readonly address: string; readonly passphrase: string };

export interface SignRequest {
	/** Base64 of the unsigned envelope. */
	readonly xdr: string;
	readonly passphrase: string;
	/** Whose signature is wanted. */
	readonly address: string;
}

/** A wallet behind the page. Signs and nothing else: we send. Compares nothing with intents: the flows do, before and after. */
export interface Wallet {
	readonly kind: 'freighter' | 'demo';
	/** Never opens a window. */
	status(signal: AbortSignal): Promise<Result<WalletStatus, WalletError>>;
	/** May open a window: only from a click. The connected address. */
	connect(signal: AbortSignal): Promise<Result<string, WalletError>>;
	/** Base64 of the signed envelope. Opens a window; ends early with `cancelled` when the signal aborts. */
	sign(request: SignRequest, signal: AbortSignal): Promise<Result<string, WalletError>>;
}
