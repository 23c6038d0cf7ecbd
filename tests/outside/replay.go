// Replays a published log with Go's own packages: the signed note is opened, the root recomputed from the entries
// alone, every tile held against it, and a receipt and an earlier checkpoint proved in it.
//
//	replay SOURCE VKEY [ENTRY PROOF [EARLIER CONSISTENCY]]
//
// SOURCE is a folder or an address that has log/checkpoint below it. Exit 0: all holds; 1: something does not; 2: usage.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// memory holds the hashes of the tree as sumdb/tlog numbers them; all of them are computed here, none is read.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(m)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		hashes[i] = m[index]
	}
	return hashes, nil
}

func main() {
	if len(os.Args) != 3 && len(os.Args) != 5 && len(os.Args) != 7 {
		fmt.Fprintln(os.Stderr, "usage: replay SOURCE VKEY [ENTRY PROOF [EARLIER CONSISTENCY]]")
		os.Exit(2)
	}
	if err := replay(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Println("rejected:", err)
		os.Exit(1)
	}
}

func replay(source, vkey string, files []string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	head, err := read(source, "checkpoint")
	if err != nil {
		return err
	}
	tree, err := checkpoint(head, verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	hashes, err := fromEntries(source, tree)
	if err != nil {
		return err
	}
	if err := tiles(source, tree.N, hashes); err != nil {
		return err
	}
	if len(files) > 0 {
		if err := receipt(files[0], files[1], verifier, hashes); err != nil {
			return fmt.Errorf("receipt: %w", err)
		}
	}
	if len(files) > 2 {
		if err := prefix(files[2], files[3], verifier, tree, hashes); err != nil {
			return fmt.Errorf("earlier checkpoint: %w", err)
		}
	}
	fmt.Printf("accepted: %d entries, root %s\n", tree.N, tree.Hash)
	return nil
}

// checkpoint opens the note and reads what it says. A C2SP checkpoint has no fixed first line, so tlog.ParseTree does not fit.
func checkpoint(signed []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("signature: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("origin %q, %d lines", lines[0], len(lines))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func fromEntries(source string, tree tlog.Tree) (memory, error) {
	var hashes memory
	for first := int64(0); first < tree.N; first += 1 << height {
		width := tree.N - first
		if width > 1<<height {
			width = 1 << height
		}
		path := located("entries", tlog.Tile{H: height, L: 0, N: first >> height, W: int(width)})
		bundle, err := read(source, path)
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends inside entry %d", path, first+i)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			made, err := tlog.StoredHashes(first+i, bundle[2:end], hashes)
			if err != nil {
				return nil, err
			}
			hashes, bundle = append(hashes, made...), bundle[end:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("%s has more than %d entries", path, width)
		}
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && root != tree.Hash {
		err = fmt.Errorf("root: the entries give %s, signed is %s", root, tree.Hash)
	}
	return hashes, err
}

func tiles(source string, size int64, hashes memory) error {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		if end := size >> uint(height*tile.L); tile.W < 1<<height && tile.N<<height+int64(tile.W) < end {
			continue // a narrower partial tile, of an earlier size
		}
		path := located(strconv.Itoa(tile.L), tile)
		expected, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		found, err := read(source, path)
		if err != nil {
			return err
		}
		if !bytes.Equal(found, expected) {
			return fmt.Errorf("tile: %s is not made of the entries", path)
		}
	}
	return nil
}

// located is a tile's path as C2SP has it: the height is not in it, and the level may be "entries".
func located(level string, tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/%d/", height, tile.L))
	return "tile/" + level + "/" + path
}

// receipt proves the entry in the tree that the receipt's own checkpoint signs, which has to be a prefix of the log.
func receipt(entryFile, proofFile string, verifier note.Verifier, hashes memory) error {
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	head, signed, _ := strings.Cut(string(content), "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) > 2 && strings.HasPrefix(lines[1], "extra ") {
		lines = append(lines[:1], lines[2:]...)
	}
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return fmt.Errorf("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	siblings, err := parsed(lines[2:])
	if err != nil {
		return err
	}
	tree, err := checkpoint([]byte(signed), verifier)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(siblings, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return fmt.Errorf("proof: %w", err)
	}
	return grown(tree, hashes)
}

// prefix checks the log's own consistency proof, and that the earlier tree is the one the entries give.
func prefix(earlierFile, proofFile string, verifier note.Verifier, tree tlog.Tree, hashes memory) error {
	signed, err := os.ReadFile(earlierFile)
	if err != nil {
		return err
	}
	earlier, err := checkpoint(signed, verifier)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	proof, err := parsed(strings.Fields(string(content)))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	return grown(earlier, hashes)
}

func grown(earlier tlog.Tree, hashes memory) error {
	root, err := tlog.TreeHash(earlier.N, hashes)
	if err == nil && root != earlier.Hash {
		err = fmt.Errorf("root: at size %d the entries give %s, signed was %s", earlier.N, root, earlier.Hash)
	}
	return err
}

func parsed(lines []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		decoded, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(decoded) != tlog.HashSize {
			return nil, fmt.Errorf("proof: %q is not a hash", line)
		}
		copy(hashes[i][:], decoded)
	}
	return hashes, nil
}

func read(source, path string) ([]byte, error) {
	if !strings.Contains(source, "://") {
		return os.ReadFile(filepath.Join(source, "log", filepath.FromSlash(path)))
	}
	response, err := http.Get(strings.TrimRight(source, "/") + "/log/" + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}
