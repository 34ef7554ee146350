import type { Preview } from './preview.ts';
import type { FlowKind } from './request.ts';

/** How far a wallet-signed transaction is. */
export type FlowStage =
	| { readonly kind: 'idle' }
	| { readonly kind: 'assembling' }
	| {
			readonly kind: 'review';
			readonly preview: Preview;
			/** The integer that the simulated call returned: shares of a deposit or withdrawal, USDC of a redemption. */
			readonly returned: bigint | undefined;
			/** It was assembled anew because the one before grew too old. Its numbers may differ. */
			readonly renewed: boolean;
	  }
	/** The wallet's window is open. */
	| { readonly kind: 'signing'; readonly preview: Preview }
	/** Signed, and written down. */
	| { readonly kind: 'sending'; readonly hash: string; readonly maxTime: number }
	/** A node has it. Past `maxTime` (unix seconds of ledger time) it can no longer happen. */
	| { readonly kind: 'sent'; readonly hash: string; readonly maxTime: number }
	| { readonly kind: 'done'; readonly hash: string; readonly ledger: number }
	| {
			readonly kind: 'failed';
			/** At which step; everything before it happened. */
			readonly at: 'assemble' | 'sign' | 'send';
			readonly sentence: string;
			readonly next: string;
			/** The same request may be begun again as it is. */
			readonly retry: boolean;
			/** Of a transaction that was sent. */
			readonly hash: string | undefined;
	  };

/** What a stage belongs to. */
export interface FlowSubject {
	readonly kind: FlowKind;
	/** “Deposit of 250.00 USDC” */
	readonly title: string;
}
