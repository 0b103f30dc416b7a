package io.weibosentiment.aggregate;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** One iterator after another, of which none is asked for before those ahead of it are at their ends. */
final class Chain<T> implements Iterator<T> {

    private final Iterator<Iterator<T>> rest;
    private Iterator<T> first = Collections.emptyIterator();

    Chain(Iterator<Iterator<T>> rest) {
        this.rest = rest;
    }

    @Override
    public boolean hasNext() {
        while (!first.hasNext() && rest.hasNext()) {
            first = rest.next();
        }
        return first.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return first.next();
    }
}
