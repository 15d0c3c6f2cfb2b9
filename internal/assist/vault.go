package assist

import (
	"sync"

	"github.com/zalando/go-keyring"

	"shifu/qa/proposal"
)

// Vault keeps keys in the system's keyring. Where there is none they stay in
// memory until the program ends. It fits proposal.Vault.
type Vault struct {
	mu   sync.Mutex
	here map[string]string // by address, where there is no keyring
}

var _ proposal.Vault = (*Vault)(nil)

// service is the name under which the keyring lists the keys.
const service = "Shifu"

// NewVault opens the keyring.
func NewVault() *Vault { return &Vault{here: map[string]string{}} }

// Key says where the key for an address is, not what it is.
func (v *Vault) Key(address string) proposal.KeyPlace {
	_, place := v.get(address)
	return place
}

// SetKey keeps a key; empty forgets it everywhere.
func (v *Vault) SetKey(address, key string) (proposal.KeyPlace, error) {
	v.mu.Lock()
	delete(v.here, address)
	v.mu.Unlock()
	if key == "" {
		err := keyring.Delete(service, address)
		if _, in := v.get(address); in == proposal.NoKey {
			return in, nil // it is gone, or was never there
		}
		return proposal.InKeyring, err
	}
	if err := keyring.Set(service, address, key); err == nil {
		return proposal.InKeyring, nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.here[address] = key
	return proposal.InThisRun, nil
}

// read is the key itself, for the request alone.
func (v *Vault) read(address string) string {
	key, _ := v.get(address)
	return key
}

func (v *Vault) get(address string) (string, proposal.KeyPlace) {
	v.mu.Lock()
	key, ok := v.here[address]
	v.mu.Unlock()
	if ok {
		return key, proposal.InThisRun
	}
	if key, err := keyring.Get(service, address); err == nil {
		return key, proposal.InKeyring
	}
	return "", proposal.NoKey
}
