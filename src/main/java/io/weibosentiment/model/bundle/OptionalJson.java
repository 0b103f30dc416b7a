package io.weibosentiment.model.bundle;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.Optional;

/** Reads and writes {@link Optional} as the value, or as null. */
final class OptionalJson implements TypeAdapterFactory {

    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        if (type.getRawType() != Optional.class) {
            return null;
        }
        TypeToken<?> value = TypeToken.get(((ParameterizedType) type.getType()).getActualTypeArguments()[0]);
        return (TypeAdapter<T>) new Adapter<>(gson.getAdapter(value));
    }

    private static final class Adapter<V> extends TypeAdapter<Optional<V>> {

        private final TypeAdapter<V> values;

        Adapter(TypeAdapter<V> values) {
            this.values = values;
        }

        @Override
        public void write(JsonWriter out, Optional<V> value) throws IOException {
            if (value.isPresent()) {
                values.write(out, value.get());
            } else {
                out.nullValue();
            }
        }

        @Override
        public Optional<V> read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Optional.empty();
            }
            return Optional.of(values.read(in));
        }
    }
}
