import { sha256 } from '#lib/chain/hash.ts';
import { importSigner, type Signer } from '#lib/chain/signer.ts';
import { seedOfSecret } from '#lib/chain/strkey.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { Party } from './step.ts';

/**
 * The parties of a deployment by one person with one secret key (S…): he pays for everything, and the issuer of the test
 * tokens has a key that follows from his, so that a deployment that was interrupted needs nothing else to go on.
 */
export async function ownSigners(
	secret: string
): Promise<Result<Readonly<Record<Party, Signer>>, string>> {
	const seed = seedOfSecret(secret);
	if (seed === undefined) {
		return err('that is no secret key: it begins with S and has 56 characters');
	}
	const deployer = await importSigner(seed);
	const issuer = await importSigner(
		sha256(new Uint8Array([...new TextEncoder().encode('nectar/1/issuer/'), ...seed]))
	);
	return ok({ funder: deployer, deployer, issuer });
}
