//go:build unix && !linux

package store_test

import "errors"

func smallDisk(string) error { return errors.ErrUnsupported }
