import { Address, Asset, StrKey, hash } from '@stellar/stellar-sdk/base';
import {
	ContractIdPreimage,
	ContractIdPreimageFromAddress,
	HashIdPreimage,
	HashIdPreimageContractId
} from '@stellar/stellar-sdk/xdr';

/** Where a contract created by `deployer` with `salt` will stand on a network: known before it exists. */
export function contractId(passphrase: string, deployer: string, salt: Uint8Array): string {
	const preimage = HashIdPreimage.envelopeTypeContractId(
		new HashIdPreimageContractId({
			networkId: hash(passphrase),
			contractIdPreimage: ContractIdPreimage.contractIdPreimageFromAddress(
				new ContractIdPreimageFromAddress({
					address: Address.fromString(deployer).toScAddress(),
					salt
				})
			)
		})
	);
	return StrKey.encodeContract(hash(preimage.toXdr()));
}

/** The asset contract of a classic asset; without an issuer that of XLM. */
export const assetContractId = (passphrase: string, code?: string, issuer?: string): string =>
	(code === undefined || issuer === undefined
		? Asset.native()
		: new Asset(code, issuer)
	).contractId(passphrase);
