// An outside checker of an exported log: golang.org/x/mod/sumdb/note and tlog as Debian packages them, in replay style.
// Usage: replay FOLDER VKEY. Tiles are never trusted; every entry is hashed again.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, index := range indexes {
		found = append(found, h[index])
	}
	return found, nil
}

func bundle(folder string, index int64, width int64) []byte {
	name := fmt.Sprintf("%03d", index%1000)
	for rest := index / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	if width < 256 {
		name = fmt.Sprintf("%s.p/%d", name, width)
	}
	return must(os.ReadFile(filepath.Join(folder, "log/tile/entries", name)))
}

func main() {
	folder, verifier := os.Args[1], must(note.NewVerifier(os.Args[2]))
	checkpoint := must(note.Open(must(os.ReadFile(filepath.Join(folder, "log/checkpoint"))), note.VerifierList(verifier)))
	lines := strings.Split(checkpoint.Text, "\n")
	if lines[0] != verifier.Name() {
		must(0, fmt.Errorf("origin %s is not %s", lines[0], verifier.Name()))
	}
	size := must(strconv.ParseInt(lines[1], 10, 64))
	var stored hashes
	for start := int64(0); start < size; start += 256 {
		width := size - start
		if width > 256 {
			width = 256
		}
		rest := bundle(folder, start/256, width)
		for n := start; n < start+width; n++ {
			if len(rest) < 2 || len(rest) < 2+int(binary.BigEndian.Uint16(rest)) {
				must(0, fmt.Errorf("entry %d is cut", n))
			}
			length := 2 + int(binary.BigEndian.Uint16(rest))
			stored = append(stored, must(tlog.StoredHashes(n, rest[2:length], stored))...)
			rest = rest[length:]
		}
		if len(rest) > 0 {
			must(0, fmt.Errorf("%d bytes after entry %d", len(rest), start+width-1))
		}
	}
	root := must(tlog.TreeHash(size, stored))
	if base64.StdEncoding.EncodeToString(root[:]) != lines[2] {
		must(0, fmt.Errorf("the entries lead to %s, signed is %s", root, lines[2]))
	}
	fmt.Println(size, root)
}
