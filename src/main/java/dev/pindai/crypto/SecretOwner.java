package dev.pindai.crypto;

import java.util.List;

/** A feature with secrets in the database; what it names is encrypted anew when keys change. */
public interface SecretOwner {

    List<SealedColumn> sealedColumns();
}
