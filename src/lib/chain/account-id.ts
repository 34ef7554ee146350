import { StrKey } from '@stellar/stellar-sdk/base';
import { MuxedAccount, PublicKey } from '@stellar/stellar-sdk/xdr';

/* Accounts as XDR has them. The SDK's own helpers would bring a whole signature library along, for nothing. */

/** As entries and keys name an account. Throws for what is no account. */
export const accountId = (account: string): PublicKey =>
	PublicKey.publicKeyTypeEd25519(StrKey.decodeEd25519PublicKey(account));

/** As transactions and operations name it. */
export const muxedAccount = (account: string): MuxedAccount =>
	MuxedAccount.keyTypeEd25519(StrKey.decodeEd25519PublicKey(account));
